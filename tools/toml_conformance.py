#!/usr/bin/env python3
"""Compares the project's TOML reader with the TOML 1.0.0 rules and with Python's tomllib.

Usage: toml_conformance.py [--mutants N] [--sections N] TOML_DUMP

TOML_DUMP is the program built from tests/fuzz/toml_dump.cpp. Three sets of documents go through it: snippets
whose validity is written here, rule by rule; documents made at random of few table names, which try the rules
of redefinition; random mutations of all of them. For each, both readers must accept or reject, with the same
values, and every position must point at what it names. Differences that are tomllib's are in
known_difference().
"""

import argparse
import json
import math
import random
import re
import struct
import subprocess
import sys
import tomllib

# QQQ stands for three single quotes in the next two lists.

# ---- valid on the right of "=" -----------------------------------------------------------------------------

VALID_VALUES = r'''
true
false
0
+0
-0
1
+99
-17
42
1_000
5_349_221
53_49_221
1_2_3_4_5
9223372036854775807
-9223372036854775808
+9223372036854775807
0xDEADBEEF
0xdeadbeef
0xdead_beef
0x0
0x00ff
0x7FFFFFFFFFFFFFFF
0o01234567
0o755
0o7_5_5
0b11010110
0b0
0b0_1
0b00
0e0
0.0
-0.0
+0.0
+1.0
3.1415
-0.01
5e+22
1e06
1e6
1E6
-2E-2
6.626e-34
6.626E+00
224_617.445_991_228
1_0.0_1e1_0
1e1_0
0.1e01
4.9e-324
1.7976931348623157e308
2.2250738585072014e-308
0.1
123456789012345678901234567890.0
9007199254740993.0
0.000000000000000000000000000000000000000000000000000000000000000000001
inf
+inf
-inf
nan
+nan
-nan
""
"a"
"tab	inside"
"I'm a string. \"You can quote me\". Name\tJos\u00E9\nLocation\tSF."
"\b\t\n\f\r\"\\"
"\u0000"
"\u007F \u0080 \u07FF \u0800 \uD7FF \uE000 \uFFFF"
"\U00010000 \U0010FFFF \U0000D7FF"
"\uabcd\uABCD"
"é 日本 🚀"
"# not a comment"
"'"
"\\u0041"
''
'a'
'C:\Users\nodejs\templates'
'\\ServerX\admin$\system32\'
'Tom "Dubs" Preston-Werner'
'<\i\c*\s*>'
'	'
'# é'
""""""
QQQQQQ
"""a"""
QQQaQQQ
"""Here are two quotation marks: "". Simple enough."""
"""Here are fifteen quotation marks: ""\"""\"""\"""\"""\"."""
""""This," she said, "is just a pointless statement.""""
"""""a"""""
""" \" """
QQQI [dw]on't need \d{2} applesQQQ
QQQHere are fifteen quotation marks: """""""""""""""QQQ
QQQ'That,' she said, 'is still pointless.QQQ'
QQQQQQ''
QQQ'aQQQ''
1979-05-27T07:32:00Z
1979-05-27T00:32:00-07:00
1979-05-27T00:32:00.999999-07:00
1979-05-27 07:32:00Z
1979-05-27t07:32:00z
1979-05-27 07:32:00+00:00
1979-05-27T07:32:00+23:59
1979-05-27T07:32:00
1979-05-27T00:32:00.999999
1979-05-27 00:32:00.5
1979-05-27T00:32:00.123456789
1979-05-27
2000-02-29
2004-02-29
1999-12-31
0001-01-01
9999-12-31T23:59:59.999999Z
07:32:00
00:32:00.999999
00:00:00
23:59:59
[]
[ ]
[1]
[1,]
[ 1, 2, 3 ]
[1, 2.0, "a", true, [], {}, 1979-05-27]
[[1, 2], ["a", 'b']]
[ [ [ ] ] ]
["all", 'strings', """are the same""", QQQtypeQQQ]
[{x = 1}, {x = 2}]
{}
{ }
{x=1}
{ x = 1, y = 2 }
{ first = "Tom", last = "Preston-Werner" }
{ type.name = "pug" }
{ a.b = 1, a.c = 2 }
{ a = { b = { c = {} } } }
{ "" = 1 }
{ "a b" = 1, 'c d' = 2 }
{ a = [1, 2] }
{ 1 = 2 }
{x=[ {y=[]} ]}
'''

# ---- not valid on the right of "=" -------------------------------------------------------------------------

INVALID_VALUES = r'''
True
FALSE
tru
truee
yes
null
none
a
é
_
-
+
.
=
,
]
}
01
-01
+01
00
007
1_
_1
1__0
-_1
+_1
++1
--1
+-1
1+1
1-1
1 2
1a
1,
1.
.1
-.1
+.1
1.e5
.e5
1._0
1_.0
1.0_
1.0__1
1e
1e+
1e_1
1e1_
1e1.0
1.0.0
1e1e1
01.0
-01.0
00.1
1e 1
1.0e
0x
0x_1
0x1_
0x1__2
0xG
0X1
+0x1
-0x1
0x1.0
0x-1
0o
0o8
0o_7
0O7
+0o7
-0o7
0b
0b2
0b_1
0B1
+0b1
-0b1
Inf
INF
infinity
in
+ inf
NaN
NAN
nanx
inff
- 1
0 x1
"
"a
a"
"a"b
"a" "b"
'a' 'b'
'a'b'
'
'a
"\a"
"\e"
"\x41"
"\ "
"\'"
"\/"
"\0"
"\u"
"\u1"
"\u12"
"\u123"
"\u123G"
"\u 123"
"\U1234567"
"\U00110000"
"\UFFFFFFFF"
"\uD800"
"\uDFFF"
"\uDBFF\uDFFF"
"\U0000D800"
"\U
"\
"\"
"""
"""a
"""a"
"""a""
"""\"""
"""a\ b"""
"""\q"""
""""""quoted"""""
"""\uD800"""
""""""""""
QQQ
QQQa''
QQQQQQQQQ
1979-13-01
1979-00-01
1979-01-00
1979-01-32
1979-04-31
1979-02-30
1979-02-29
1900-02-29
2100-02-29
1979-1-01
1979-01-1
79-01-01
19790-01-01
1979/01/01
1979-01-01T
1979-01-01T07
1979-01-01T07:32
1979-01-01 07:32
1979-01-01T07:32Z
1979-01-01T7:32:00
1979-01-01T24:00:00
1979-01-01T23:60:00
1979-01-01T23:59:61
1979-01-01T23:59:59.
1979-01-01T23:59:59.Z
1979-01-01T23:59:59+
1979-01-01T23:59:59+1
1979-01-01T23:59:59+01
1979-01-01T23:59:59+0100
1979-01-01T23:59:59+24:00
1979-01-01T23:59:59+01:60
1979-01-01T23:59:59ZZ
1979-01-01Z
1979-01-01  07:32:00
1979-01-01T 07:32:00
1979-01-01_07:32:00
1979-01-01T07:32:00 Z
1979-01-01T07:32:00 +01:00
07:32
7:32:00
07:3:00
24:00:00
00:60:00
00:00:61
07:32:00Z
07:32:00.
07:32:00+01:00
07:32:00.5.5
07-32-00
[
[1
[1,
[,]
[1,,2]
[1,,]
[,1]
[1 2]
[1;2]
[1}
[1]]
[a]
[a = 1]
["a]
{
{x
{x=
{x=1
{x=1,
{x=1,}
{,}
{,x=1}
{x=1,,y=2}
{x=1 y=2}
{x=1;y=2}
{x=1]
{x}
{=1}
{x=}
{x==1}
{x=1}}
{"x"}
{x=1, x=2}
{x.y=1, x=2}
{x=1, x.y=2}
{x={}, x.y=2}
{x={y=1}, x.z=2}
{x.y=1, x.y=2}
{x.y=1, x.y.z=2}
{x=[], x.y=1}
{.x=1}
{x.=1}
{x..y=1}
{"""x"""=1}
{x=1 # comment
'''

# ---- whole documents ---------------------------------------------------------------------------------------

VALID_DOCUMENTS = [
    "", "\n", "\r\n", " ", "\t", " \t \n\t ", "#", "#\n", "# c", "# c\r\n", "#\té 日本\n", "\n\n# a\n\n",
    "a = 1", "a=1", "a=1\n", "a = 1\r\n", "\ta\t=\t1\t", "a = 1 # c", "a = 1# c", "a = 1\n\n\nb = 2",
    "a = 1\r\nb = 2\r\n", "a = 1 #\n", "a = '#' # '#'\n",
    "1 = 2", "-=1", "_=1", "--- = 1", "1234 = 1", "bare-key = 1", "bare_key = 1", "A-Z_0-9 = 1", "true = 1",
    "inf = 1", "1979-05-27 = 1", "3.14159 = 'pi'", "0x1 = 1", "1e5 = 1",
    '"" = 1', "'' = 1", '"a.b" = 1', "'a.b' = 1", '"é" = 1', '"\\u00e9" = 1', "'a \"b\"' = 1", '"a\\"b" = 1',
    '"127.0.0.1" = 1', '"\\n" = 1', '"a" = 1\n"b" = 2', "'\\' = 1", '"\t" = 1',
    "a.b = 1", "a . b = 1", "a. b=1", "a .b=1", 'a."b c".d = 1', "a.'b'.c = 1", '"".a = 1', 'a."" = 1',
    '"".""=1',
    "a.b = 1\na.c = 2", "a.b.c = 1\na.b.d = 2\na.e = 3", "a.b = 1\nc = 2\na.d = 3", "a.b.c=1\nb=1\na.b.d=1",
    "[a]", "[a]\n", "[ a ]", "[\ta\t]", "[a] # c", "[a]\r\n", " [a] ", "[a.b]", "[a . b]",
    "[ a . 'b' . \"c\" ]",
    '[""]', "['']", '["a.b"]', "[1.2]", "[a]\n[b]", "[a]\nb = 1\n[c]\nb = 1", "[-]", "[a-b_c]", '["é"]',
    "[a.b.c.d]",
    "[a]\n[a.b]", "[a.b]\n[a]", "[a.b.c]\n[a.b]\n[a]", "[a.b.c]\n[a]\n[a.b]",
    "[a]\nx=1\n[a.b]\nx=1\n[a.c]\nx=1",
    "[a.b]\nx=1\n[a]\ny=1", "[a.b]\n[c]\n[a.d]", "[fruit.apple]\n[animal]\n[fruit.orange]",
    "[fruit]\napple.color = 'red'\napple.taste.sweet = true\n[fruit.apple.texture]\nsmooth = true",
    "a.b = 1\n[a.c]", "a.b.c = 1\n[a.d]\n[a.b.e]", "[a.b.c]\n[a]\nb.x = 1", "[a.b.c]\n[a]\nd.x = 1",
    "[a]\nb.c = 1\nb.d = 1", "[x.a.q]\n[x]\na.b.c = 1",
    "[[a]]", "[[ a ]]", "[[a]]\n[[a]]", "[[a.b]]", "[[a . b]]", "[[a]] # c", '[[""]]',
    "[[a]]\nx=1\n[[a]]\nx=1",
    "[[a]]\n[a.b]\n[[a]]\n[a.b]", "[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]", "[a]\n[[a.b]]", "[[a.b]]\n[a]",
    "[[a.b]]\n[a]\nx=1\n[[a.b]]", "[[a]]\nb.c=1\n[[a]]\nb.c=1", "[[a]]\nb.c=1\n[a.b.d]",
    "[[a.b]]\n[a.b.c]\n[a.b.d]",
    "[[fruits]]\nname='apple'\n[fruits.physical]\ncolor='red'\n[[fruits.varieties]]\nname='x'\n[[fruits]]",
    "[[a]]\n[a.b.c]\n[a.b]", "a.b=1\n[[a.c]]",
    "a = [\n]", "a = [\n1\n]", "a = [\n1,\n2,\n]", "a = [ # c\n1, # c\n# c\n2 # c\n, # c\n]", "a = [1\n,\n2]",
    "a = [\r\n1,\r\n]", "a = [[\n],\n[\n]]", "a = [{x=1},\n{x=2}]", "a = [1,2]\nb = 1", "a=[{x=[\n1\n]}]",
    'a = """\nb"""', 'a = """\r\nb\r\nc"""', 'a = """\n\nb"""', 'a = """b\n"""', 'a = """\\\n  b"""',
    'a = """b \\\n\n\n  c"""', 'a = """b\\   \n c"""', 'a = """b\\\t\r\n\r\n c"""', 'a = """\\\n"""',
    'a = """\n\\\n"""', 'a = """b \\\n  \\\n c"""', 'a = """b\\\\\nc"""', 'a = """\n"\n""\n"""',
    'a = """a\tb"""',
    'a = """\n# c\n[b]\n"""', "a = '''\nb'''", "a = '''\r\nb\r\n'''", "a = '''\n\\\n'''", "a = '''b\\\nc'''",
    "a = '''\n'\n''\n'''", 'a = {b = """\n"""}', "a = {b = '''\n\n'''}", "a = {b = [\n1,\n2,\n]}",
    'a = {b.c.d = 1, b.c.e = 2}\nf = 1', "a = {}\nb = {}", "[a]\nb = {}\n[a.c]",
    "a = 'é'\n'b' = \"🚀\" # 🚀\nc=1",
    "a = '\ufeff'", "# \ufeff", "a = '\u0080\u0085\u2028\ufffe\uffff'",
]

INVALID_DOCUMENTS = [
    "a", "a =", "a = ", "= 1", "=", "a b = 1", "a == 1", "a = = 1", "a : 1", "a = 1 b = 2", "a = 1, b = 2",
    "a = 1;", "a\n= 1", "a =\n1", "a = 1 [b]", ".a = 1", "a. = 1", "a..b = 1", "a.\nb = 1", "a.b", "é = 1",
    "a+b = 1", "a/b = 1", "a@ = 1", "a# = 1", "a! = 1", "\"a = 1", "'a = 1", "\"a\nb\" = 1", "'a\nb' = 1",
    '"""a""" = 1', "'''a''' = 1", '"a"b = 1', 'a"b" = 1', '"a" "b" = 1', '"\\q" = 1', '"\\ud800" = 1',
    '"""\na""" = 1', '"""" = 1', "[a", "[a\n]", "[]", "[ ]", "[", "]", "[[", "[[]]", "[[ ]]", "[[a", "[[a]",
    "[[a]\n]",
    "[a]]", "[ [a]]", "[[a] ]", "[ [a] ]", "[a] b", "[a] b = 1", "[a]b=1", "[a] [b]", "[[a]] 1", "[.a]",
    "[a.]", "[a..b]",
    "[a b]", "[a=1]", "[a#b]", "[\"a]", "['a]", "[a\"b\"]", "[é]", "[a,b]", "[a]=1", '["""a"""]',
    "['''a''']",
    "[a # c\n]", "[[a # c\n]]", "[\na]", "{}", "{a=1}", "1", "'a'", "true",
    "a = 1\na = 2", "a = 1\n\"a\" = 2", "a = 1\n'a' = 2", '"\\u0061" = 1\na = 2', "a.b = 1\na.b = 2",
    "a = 1\na.b = 2",
    "a.b = 1\na = 2", "a.b.c = 1\na.b = 2", "a.b = 1\na.b.c = 2", "a = {}\na.b = 1", "a = []\na.b = 1",
    "a = {b = 1}\na.c = 1", "a = 'x'\na.b = 1", "a.b = {}\na.b.c = 1",
    "[a]\n[a]", "[a]\n[b]\n[a]", "[a]\nb=1\n[a]\nc=1", "[a]\nb=1\n[a.b]", "[a]\nb=1\n[a.b.c]", "a=1\n[a]",
    "a=1\n[a.b]",
    "a={}\n[a]", "a={}\n[a.b]", "a={b={}}\n[a.b.c]", "a=[]\n[a]", "a=[]\n[a.b]", "a=[{}]\n[a.b]",
    "[a.b]\n[a]\nb=1",
    "[a.b]\n[a.b]", "[a]\nb.c=1\n[a.b]", "[a]\nb.c.d=1\n[a.b.c]", "[a]\nb.c.d=1\n[a.b]", "a.b=1\n[a]",
    "a.b.c=1\n[a.b]",
    "[fruit]\napple.color='red'\n[fruit.apple]", "[fruit]\napple.taste.sweet=true\n[fruit.apple.taste]",
    "[a.b.c]\nz=9\n[a]\nb.c.t=1", "[a.b.c.d]\nz=9\n[a]\nb.c.d.k.t=1", "[a.b]\n[a]\nb.c=1", "[a.b]\n[a]\nb=1",
    "[a.b.c]\n[a]\nb.x=1\n[a.b]", "[[a.b]]\n[a]\nb.y=2", "[a]\nb={}\n[a.b.c]", "[a]\nb=1\nb=2",
    "[[a]]\n[a]", "[a]\n[[a]]", "[a.b]\n[[a]]", "a=1\n[[a]]", "a=[]\n[[a]]", "a=[{}]\n[[a]]", "a={}\n[[a]]",
    "a.b=1\n[[a]]",
    "[[a]]\nb=1\nb=2", "[[a]]\nb=1\n[[a.b]]", "[[a]]\nb=[]\n[[a.b]]", "[[a]]\n[a.b]\n[a.b]",
    "[[a]]\n[a.b]\n[[a.b]]",
    "[[a.b]]\n[a.b]", "[[a.b]]\n[[a]]", "[[a]]\n[[a.b]]\n[a.b]", "[[a]]\n[[a.b]]\n[[a.b.c]]\n[a.b.c]",
    "[fruit.physical]\n[[fruit]]", "a.b=1\n[[a.b]]", "[a]\nb.c=1\n[[a.b]]", "a={b=[]}\n[[a.b]]",
    "a = [1,\n2", "a = [\n", "a = [1\nb = 2", "a = {\n}", "a = {x=1\n}", "a = {x=1,\ny=2}", "a = {\nx=1}",
    "a = {x=1 # c\n}", "a = {x\n=1}", "a = {x=\n1}", 'a = "b\nc"', "a = 'b\nc'", 'a = "b\\\nc"', 'a = "\n"',
    'a = """b\\ c"""', 'a = """b', "a = '''b", 'a = """b\n"', "a = '''b\n''",
    # control characters
    "a = '\0'", "a = 1\0", "\0", "#\0", "# \x01", "# \x1f", "# \x7f", "# a\rb", "a = '\x1f'", 'a = "\x08"',
    'a = "\x7f"',
    "a = '\x7f'", 'a = """\x01"""', "a = '''\x0b'''", "a = '''\x7f'''", "a = '\r'", 'a = "\r"',
    'a = """\r"""',
    "a = '''\ra'''", 'a = """a\rb"""', "a = 1\rb = 2", "a = 1\r", "\r", "\r\r\n", "a = 1\r\r\n", "a = [\r]",
    "\x0b", "\x0c",
    "a\x0c= 1", "\u00a0a = 1", "a\u00a0= 1", "a = 1\u2028", "a = \u0661", "\u2003", "'\r' = 1", '"\x00" = 1',
    "[a]\r", "a = 1\x00",
    "a = 1\n\ufeff", "a = \ufeff1", "\ufeff\ufeff", "a\ufeff = 1",
    # not UTF-8
    b"a = '\xff'", b"a = '\x80'", b"# \xc0\x80", b"# \xc1\xbf", b"# \xc2", b"# \xe0\x80\x80",
    b"# \xe0\x9f\xbf", b"# \xed\xa0\x80",
    b"# \xed\xbf\xbf", b"# \xe2\x82", b"# \xf0\x80\x80\x80", b"# \xf0\x8f\xbf\xbf", b"# \xf4\x90\x80\x80",
    b"# \xf5\x80\x80\x80",
    b"# \xf8\x88\x80\x80\x80", b"# \xff\xfe", b"\xff\xfea\x00", b"a = \"\xc3\"", b"a = \"\"\"\xc3\n\"\"\"",
    b"a = '''\xe2\x28\xa1'''",
    b"'\xff' = 1", b"\xff = 1", b"a = \xff", b"a = 1 \xff", b"[\xff]",
]

# Where both lists above must not be asked of tomllib: it does not have the same opinion.
DIFFERENT_VALID = [
    ("\ufeffa = 1", "a byte order mark at the start is allowed"),
    ("\ufeff", "the same"),
    ("a = 1990-12-31T23:59:60Z", "RFC 3339 has leap seconds"),
    ("a = 23:59:60", "the same"),
    ("a = 0000-01-01", "RFC 3339 has the year 0000, Python's datetime does not"),
]
DIFFERENT_INVALID = [
    ("a = 9223372036854775808", "the specification demands an error if an integer does not fit 64 bits"),
    ("a = -9223372036854775809", "the same"),
    ("a = 0x8000000000000000", "the same"),
    ("a = 0b" + "1" * 64, "the same"),
    ("a = 99999999999999999999", "the same"),
    ("a = 1e309", "a number too large for a double is a slip, not inf"),
    ("a = -1e999", "the same"),
    ("a = 1e-400", "a number too small for a double is a slip, not 0"),
]


def lines_of(text):
    return text.strip("\n").replace("QQQ", "'''").split("\n")


def snippets():
    valid = [f"x = {value}" for value in lines_of(VALID_VALUES)] + VALID_DOCUMENTS
    for value in lines_of(VALID_VALUES):
        valid += [f"x=[{value},{value}]\ny = 1", f"x = {{y={value}, z = {value} }} # c"]
    invalid = [f"x = {value}" for value in lines_of(INVALID_VALUES)] + INVALID_DOCUMENTS
    return [encode(text) for text in valid], [encode(text) for text in invalid]


def encode(text):
    return text if isinstance(text, bytes) else text.encode()


# ---- random documents --------------------------------------------------------------------------------------

def random_sections(generator):
    """A few headers and keys over three names, so that most documents meet a rule of redefinition."""
    def key(longest):
        return ".".join(generator.choice("abc") for _ in range(generator.randint(1, longest)))

    lines = []
    for _ in range(generator.randint(1, 6)):
        kind = generator.random()
        if kind < 0.3:
            lines.append(f"[{key(4)}]")
        elif kind < 0.5:
            lines.append(f"[[{key(3)}]]")
        else:
            value = generator.choice(["1", "1", "1", "{}", "[]", "{%s=1}" % key(2), "[{%s=1}]" % key(2),
                                      "{%s=1, %s=2}" % (key(3), key(3)), "{%s={}, %s=2}" % (key(2), key(3))])
            lines.append(f"{key(3)} = {value}")
    return "\n".join(lines).encode()


PIECES = [b"\n", b"\r\n", b"\r", b" ", b"\t", b"#", b"=", b".", b",", b"[", b"]", b"[[", b"]]", b"{", b"}",
          b'"', b"'", b'"""', b"'''", b"\\", b"\\\n", b"\\u00e9", b"\\U0010FFFF", b"\\n", b"_", b"-", b"+",
          b":", b"0", b"1", b"9", b"e", b"E", b"T", b"Z", b"0x", b"0o", b"0b", b"inf", b"nan", b"true",
          b"a", b"\xc3\xa9", b"\xf0\x9f\x9a\x80", b"\0", b"\x7f", b"\xff", b"\xef\xbb\xbf", b"1979-05-27",
          b"07:32:00", b"a=1", b"[a]\n", b"a.b", b"60", b"00"]


def mutate(generator, documents):
    text = generator.choice(documents)
    for _ in range(generator.choice((1, 1, 1, 2, 3, 5))):
        at = generator.randint(0, len(text))
        end = min(len(text), at + generator.choice((1, 1, 1, 2, 4, 8)))
        kind = generator.randrange(7)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind in (1, 2):
            text = text[:at] + generator.choice(PIECES) + text[at:]
        elif kind == 3:
            text = text[:at] + generator.choice(PIECES) + text[end:]
        elif kind == 4:
            text = text[:at] + text[at:end] + text[at:]
        elif kind == 5:
            text = text + b"\n" + generator.choice(documents)
        else:
            other = generator.choice(documents)
            text = text[:at] + other[generator.randint(0, len(other)):]
    return text


# ---- comparison --------------------------------------------------------------------------------------------

def read_ours(program, documents):
    stream = b"".join(struct.pack("<I", len(text)) + text for text in documents)
    output = subprocess.run([program], input=stream, stdout=subprocess.PIPE, check=True).stdout
    results = [json.loads(line) for line in output.decode(errors="replace").split("\n") if line]
    if len(results) != len(documents):
        sys.exit(f"{program} answered {len(results)} of {len(documents)} documents")
    return results


def read_theirs(text):
    """The value, or None and the reason."""
    try:
        return tomllib.loads(text.decode()), None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError) as error:
        return None, str(error)


def same(ours, theirs):
    kind, content = ours[0], ours[3]
    if kind == "table":
        return (type(theirs) is dict and [member[0] for member in content] == list(theirs)
                and all(same(member[3], theirs[member[0]]) for member in content))
    if kind == "array":
        return (type(theirs) is list and len(theirs) == len(content)
                and all(same(a, b) for a, b in zip(content, theirs)))
    if kind == "boolean":
        return theirs is content
    if kind == "integer":
        return type(theirs) is int and theirs == int(content)
    if kind == "real":
        value = float.fromhex(content) if content not in ("nan", "-nan") else math.nan
        return (type(theirs) is float and (math.isnan(value) and math.isnan(theirs)
                or value == theirs and math.copysign(1, value) == math.copysign(1, theirs)))
    if kind == "string":
        return type(theirs) is str and theirs == content
    return tomllib.loads("x = " + content)["x"] == theirs  # a date or time is kept as written


def datetimes(value):
    if value[0] == "datetime":
        yield value[3]
    elif value[0] == "array":
        for element in value[3]:
            yield from datetimes(element)
    elif value[0] == "table":
        for member in value[3]:
            yield from datetimes(member[3])


def known_difference(text, ours, theirs):
    """The reason, if tomllib is known to differ from the specification (or from our decision) here."""
    if theirs is not None and ours["faults"]:
        if all("does not fit" in fault[2] for fault in ours["faults"]):
            return "numbers that do not fit 64 bits"
    if theirs is None and not ours["faults"]:
        if text.startswith(b"\xef\xbb\xbf"):
            return "byte order mark"
        if any(re.search(r":60(\D|$)", value) for value in datetimes(ours["root"])):
            return "leap second"
        if any(value.startswith("0000-") for value in datetimes(ours["root"])):
            return "year 0000"
    return None


def wrong_positions(text, root):
    """What does not stand where the reader says."""
    lines = text.decode(errors="replace").removeprefix("\ufeff").split("\n")
    starts = {"boolean": "tf", "integer": "+-0123456789", "real": "+-0123456789in",
              "string": "\"'", "array": "["}

    def at(line, column):
        return lines[line - 1][column - 1:] if 1 <= line <= len(lines) and column >= 1 else ""

    def check(value, key):
        kind, line, column, content = value
        there = at(line, column)
        right = (there.startswith(content) if kind == "datetime" else
                 there[:1] in ("[", "{") or is_key(there, key) if kind == "table" else
                 there[:1] != "" and there[:1] in starts[kind])
        if not right:
            yield f"{kind} at {line}:{column}"
        if kind == "array":
            for element in content:
                yield from check(element, None)
        if kind == "table":
            yield from check_members(content)

    def is_key(there, key):
        return key is not None and (there.startswith(key) or there[:1] in ("'", '"'))

    def check_members(members):
        for name, line, column, value in members:
            if not is_key(at(line, column), name):
                yield f"key {name!r} at {line}:{column}"
            yield from check(value, name)

    return list(check_members(root[3]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", metavar="TOML_DUMP")
    parser.add_argument("--mutants", type=int, default=20000)
    parser.add_argument("--sections", type=int, default=20000)
    arguments = parser.parse_args()

    valid, invalid = snippets()
    different_valid = [encode(text) for text, _ in DIFFERENT_VALID]
    different_invalid = [encode(text) for text, _ in DIFFERENT_INVALID]
    generator = random.Random(20200531)
    sections = [random_sections(generator) for _ in range(arguments.sections)]
    base = valid + invalid + different_valid + different_invalid + sections[:500]
    mutants = [mutate(generator, base) for _ in range(arguments.mutants)]
    documents = valid + different_valid + invalid + different_invalid + sections + mutants
    expected = [True] * len(valid + different_valid) + [False] * len(invalid + different_invalid)

    failures = []
    differences = {}
    accepted = 0
    for index, (text, ours) in enumerate(zip(documents, read_ours(arguments.program, documents))):
        ok = not ours["faults"]
        accepted += ok
        theirs, reason = read_theirs(text)
        if index < len(expected) and ok != expected[index]:
            failures.append((text, f"must be {'valid' if expected[index] else 'invalid'}", ours["faults"]))
        difference = known_difference(text, ours, theirs)
        if difference is not None:
            differences[difference] = differences.get(difference, 0) + 1
        elif ok != (theirs is not None):
            what = f"accepted: {ok}, by tomllib: {theirs is not None} ({reason})"
            failures.append((text, what, ours["faults"]))
        elif ok and not same(ours["root"], theirs):
            failures.append((text, f"values differ: tomllib has {theirs}", ours["root"]))
        if ok and (wrong := wrong_positions(text, ours["root"])):
            failures.append((text, f"wrong positions: {wrong}", ours["root"]))

    for text, what, details in failures[:20]:
        print(f"{text!r}\n  {what}\n  {details}")
    print(f"{expected.count(True)} valid and {expected.count(False)} invalid snippets, "
          f"{len(sections)} random sections, {len(mutants)} mutants; {accepted} accepted; "
          f"known differences: {differences}; {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
