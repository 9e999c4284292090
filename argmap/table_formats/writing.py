"""The methods by which a table is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, overload

from argmap.file_writing import PathLike, save
from argmap.table_formats.content import Content, content

_Content = TypeVar("_Content", str, bytes)


class Writing:
    """What `Table` inherits: the formats in which it is handed in."""

    __slots__ = ()

    columns: tuple[str, ...]
    rules: str

    @property
    def note(self) -> str:
        """What the reader must know of this answer."""
        raise NotImplementedError

    def _records_by_column(self) -> Iterator[Mapping[str, Any]]:
        raise NotImplementedError

    def _settings(self) -> tuple[str | None, Mapping[str, str]]:
        """The caption and headings that the table brings along."""
        raise NotImplementedError

    def _content(self, caption: str | None, heads: Mapping[str, str] | None) -> Content:
        own, named = self._settings()
        return content(
            self.columns,
            self._records_by_column(),
            heads={**named, **(heads or {})},
            caption=own if caption is None else caption or None,
            note=self.note,
            rules=self.rules,
        )

    @overload
    def to_markdown(
        self, path: None = None, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> str: ...
    @overload
    def to_markdown(
        self, path: PathLike, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> None: ...
    def to_markdown(
        self, path: PathLike | None = None, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> str | None:
        r"""The table as a pipe table of Markdown, its note and counting rule under it.

        Parameters
        ----------
        path : path, optional
            A file to write, in UTF-8.
        caption : str, optional
            What stands above the table; `""` for none where the table brings one.
        heads : mapping, optional
            Headings, by column, for those whose name will not do.

        Returns
        -------
        str
            None when it was written to a file.

        Raises
        ------
        UnknownIdError
            When there is no such column.
        FormatError
            When the file cannot be written.

        Notes
        -----
        Texts are texts: pipes, stars and the like are escaped, a line end is `<br>`. To turn it into Word without
        changing a quotation mark use `pandoc -f gfm`.

        Examples
        --------
        >>> table = am.Table(["party", "claims"], [("a|b", 2)], lambda pair: pair, rules="Counts claims.")
        >>> print(table.to_markdown())
        | party | claims |
        | --- | ---: |
        | a\|b | 2 |
        <BLANKLINE>
        *Counting rule:* Counts claims.
        <BLANKLINE>
        """
        from argmap.table_formats.markdown import markdown

        return _given(path, markdown(self._content(caption, heads)))

    @overload
    def to_latex(
        self,
        path: None = None,
        *,
        caption: str | None = None,
        label: str | None = None,
        heads: Mapping[str, str] | None = None,
        document: bool = False,
    ) -> str: ...
    @overload
    def to_latex(
        self,
        path: PathLike,
        *,
        caption: str | None = None,
        label: str | None = None,
        heads: Mapping[str, str] | None = None,
        document: bool = False,
    ) -> None: ...
    def to_latex(
        self,
        path: PathLike | None = None,
        *,
        caption: str | None = None,
        label: str | None = None,
        heads: Mapping[str, str] | None = None,
        document: bool = False,
    ) -> str | None:
        r"""The table as LaTeX: a longtable with the rules of booktabs, cells that wrap, the counting rule under it.

        Parameters
        ----------
        path, caption, heads
            As in `to_markdown`.
        label : str, optional
            A name for `\ref`, set as it stands.
        document : bool
            Whether it is a document to compile; else a fragment to `\input`, which needs the packages array, booktabs
            and longtable, and the font encoding T1 under pdfLaTeX.

        Notes
        -----
        Straight quotation marks stay straight and two hyphens make no dash. What pdfLaTeX has no sign for is kept, and
        a comment above the table says to compile it with LuaLaTeX or XeLaTeX. Accents are composed with their letters.

        Examples
        --------
        >>> table = am.Table(["party", "share"], [("A & B", "5 %")], lambda pair: pair, rules="All.")
        >>> r"A \& B & 5 \% \\" in table.to_latex()
        True
        """
        from argmap.table_formats.latex import latex

        return _given(path, latex(self._content(caption, heads), label=label, document=document))

    @overload
    def to_html(
        self,
        path: None = None,
        *,
        caption: str | None = None,
        heads: Mapping[str, str] | None = None,
        page: bool | None = None,
    ) -> str: ...
    @overload
    def to_html(
        self,
        path: PathLike,
        *,
        caption: str | None = None,
        heads: Mapping[str, str] | None = None,
        page: bool | None = None,
    ) -> None: ...
    def to_html(
        self,
        path: PathLike | None = None,
        *,
        caption: str | None = None,
        heads: Mapping[str, str] | None = None,
        page: bool | None = None,
    ) -> str | None:
        """The table as HTML, its note and counting rule under it.

        Parameters
        ----------
        path, caption, heads
            As in `to_markdown`.
        page : bool, optional
            Whether it is a page of its own, which prints and opens in a word processor; left out, a file is one and a
            text is a fragment.

        Examples
        --------
        >>> print(am.Table(["party"], [("A & B",)], lambda pair: pair, rules="All.").to_html())
        <table>
        <thead><tr><th scope="col">party</th></tr></thead>
        <tbody>
        <tr><td>A &amp; B</td></tr>
        </tbody>
        </table>
        <p class="under"><em>Counting rule:</em> All.</p>
        <BLANKLINE>
        """
        from argmap.table_formats.webpage import webpage

        return _given(path, webpage(self._content(caption, heads), page=path is not None if page is None else page))

    @overload
    def to_csv(self, path: None = None, *, rules: bool = True, guard: bool = True) -> str: ...
    @overload
    def to_csv(self, path: PathLike, *, rules: bool = True, guard: bool = True) -> None: ...
    def to_csv(self, path: PathLike | None = None, *, rules: bool = True, guard: bool = True) -> str | None:
        """The table as CSV, with the names of its columns.

        Parameters
        ----------
        path : path, optional
            A file to write: in UTF-8 with a byte order mark, without which Excel garbles curly quotation marks.
        rules : bool
            Whether the note and the counting rule stand under the table, after an empty line. A program that reads the
            file would take them for rows: `rules=False` leaves them out.
        guard : bool
            Whether a text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in front,
            so that no spreadsheet runs it as a formula. `guard=False` gives every text to the letter.

        References
        ----------
        CSV Injection, OWASP. RFC 4180.

        Examples
        --------
        >>> table = am.Table(["party", "claims"], [("=ada", 2)], lambda pair: pair, rules="Counts claims.")
        >>> table.to_csv()
        "party,claims\\n'=ada,2\\n\\nCounting rule: Counts claims.\\n"
        >>> table.to_csv(rules=False, guard=False)
        'party,claims\\n=ada,2\\n'
        """
        from argmap.table_formats.delimited import BYTE_ORDER_MARK, delimited

        text = delimited(self._content(None, None), rules=rules, guard=guard)
        return _given(path, text if path is None else BYTE_ORDER_MARK + text)

    @overload
    def to_xlsx(
        self, path: None = None, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> bytes: ...
    @overload
    def to_xlsx(
        self, path: PathLike, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> None: ...
    def to_xlsx(
        self, path: PathLike | None = None, *, caption: str | None = None, heads: Mapping[str, str] | None = None
    ) -> bytes | None:
        """The table as a workbook, its note and counting rule under it; parameters as in `to_markdown`.

        Texts are texts, never formulas, and to the letter; numbers are numbers. The same table gives the same bytes.

        Returns
        -------
        bytes
            None when it was written to a file.

        Raises
        ------
        FormatError
            When a text is longer (32,767 characters), or the table larger, than a workbook holds.

        Examples
        --------
        >>> am.Table(["party"], [("=ada",)], lambda pair: pair, rules="All.").to_xlsx(tmp / "parties.xlsx")
        """
        from argmap.table_formats.workbook import workbook

        return _given(path, workbook(self._content(caption, heads)))

    @overload
    def to_json(self, path: None = None) -> str: ...
    @overload
    def to_json(self, path: PathLike) -> None: ...
    def to_json(self, path: PathLike | None = None) -> str | None:
        """The table as a JSON object: its `columns`, its `rows` as objects, its `note` and `rules`.

        Numbers, yes and no, lists and nothing are those of JSON; everything else is a text.

        Examples
        --------
        >>> import json
        >>> json.loads(am.Table(["n"], [(2,)], lambda one: one, rules="All.").to_json())["rows"]
        [{'n': 2}]
        """
        from argmap.table_formats.structured import structured

        return _given(path, structured(self._content(None, None)))


def _given(path: PathLike | None, content: _Content) -> _Content | None:
    """The content, or a file of it."""
    if path is None:
        return content
    save(path, content)
    return None
