"""A few rows of each sheet for the README of an empty set; together they are a map."""

EXAMPLES = {
    "map": """\
title
The pier
""",
    "issues": """\
id,title,question
building,Building,Should the pier be built?
""",
    "cases": """\
id,title,court,roles
suit,Rowan v. Port Company,County Court,ada: plaintiff; port: defendant
""",
    "parties": """\
id,name,kind,aliases
ada,Ada Rowan,person,A. Rowan; Mrs Rowan
port,Port Company,organization,
quist,Bo Quist,person,
""",
    "memberships": """\
agent,kind,principal,source
quist,speaks_for,port,minutes
""",
    "sources": """\
id,kind,title,authors,date,reported_in,path
minutes,minutes,Minutes of the council,Town Clerk,2018-03-07,,minutes.txt
letter,letter,Letter to the council,ada,,minutes,
""",
    "claims": """\
id,text,issue,kind
build,The pier should be built.,building,normative
view,It would block the view.,building,fact
trade,It brings trade.,building,fact
""",
    "arguments": """\
id,by,kind,premises,target,source
a1,ada,attack,view,build,minutes
a2,port,support,trade; ~view,build,minutes
""",
    "relations": """\
a,kind,b,basis
trade,tension,view,inferred
""",
    "positions": """\
id,party,stance,target,mode,date,source,quote
p1,ada,denies,build,direct,2018-03-07,minutes,we do not want that pier
p2,Port Company,asserts,trade,paraphrase,2018,minutes,
""",
    "outcomes": """\
text,date,status,final,effects,source
The council put off the pier.,2018-03,pending,no,build: reserved,minutes
""",
    "evidence": """\
kind,of,source,quote
position,p1,letter,nobody asked for a pier
""",
    "order": """\
source,after,said_in,quote
minutes,letter,minutes,her letter was read out
""",
}
