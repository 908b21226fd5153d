# SPDX-License-Identifier: Apache-2.0
"""The query language of GraphQL, as far as a client's fixed queries need it: fields, arguments, aliases, variables, fragments."""
import json, re
from dataclasses import dataclass, field

WORD = re.compile(r'(?P<skip>[\s,\ufeff]+|#[^\n]*)|(?P<word>\.\.\.|[!$()\[\]{}:=@|]|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|[_A-Za-z]\w*)')


class BadQuery(Exception):
    def __init__(self, text, line=1, column=1):
        super().__init__(text)
        self.line, self.column = line, column


@dataclass
class Field:
    name: str
    alias: str
    line: int
    column: int
    arguments: dict = field(default_factory=dict)
    selection: list = None


class Variable(str):
    pass


class Parser:
    def __init__(self, text):
        self.words, at = [], 0
        while at < len(text):
            found = WORD.match(text, at)
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            if not found:
                raise BadQuery(f'Parse error on "{text[at]}" (error) at [{line}, {column}]', line, column)
            if found["word"]:
                self.words.append((found["word"], line, column))
            at = found.end()
        self.at, self.fragments, self.operations = 0, {}, []
        while self.at < len(self.words):
            self.definition()

    def peek(self):
        return self.words[self.at][0] if self.at < len(self.words) else None

    def take(self, wanted=None):
        if self.at >= len(self.words):
            raise BadQuery("Unexpected end of document")
        word, line, column = self.words[self.at]
        if wanted and word != wanted:
            raise BadQuery(f'Expected {wanted}, actual: {word} at [{line}, {column}]', line, column)
        self.at += 1
        return word

    def definition(self):
        if self.peek() == "fragment":
            self.take()
            name = self.take()
            self.take("on")
            self.take()
            self.fragments[name] = self.selection()
            return
        kind = self.take() if self.peek() in ("query", "mutation") else "query"
        if self.peek() not in ("{", "("):
            self.take()
        if self.peek() == "(":
            while self.take() != ")":
                pass
        self.operations.append((kind, self.selection()))

    def selection(self):
        self.take("{")
        found = []
        while self.peek() != "}":
            if self.peek() == "...":
                self.take()
                if self.peek() == "on":
                    self.take()
                    self.take()
                    found += self.selection()
                else:
                    found.append(self.take())
            else:
                found.append(self.field())
        self.take("}")
        return found

    def field(self):
        _, line, column = self.words[self.at]
        name = alias = self.take()
        if self.peek() == ":":
            self.take()
            name = self.take()
        one = Field(name, alias, line, column)
        if self.peek() == "(":
            self.take()
            while self.peek() != ")":
                argument = self.take()
                self.take(":")
                one.arguments[argument] = self.value()
            self.take(")")
        if self.peek() == "{":
            one.selection = self.selection()
        return one

    def value(self):
        word = self.take()
        if word == "$":
            return Variable(self.take())
        if word == "[":
            items = []
            while self.peek() != "]":
                items.append(self.value())
            self.take("]")
            return items
        if word[0] == '"' or word[0] == "-" or word[0].isdigit() or word in ("true", "false", "null"):
            return json.loads(word)
        return word  # an enumeration's name

    def flat(self, selection):
        """The fields with fragments put in."""
        for one in selection:
            if isinstance(one, Field):
                yield one
            elif one in self.fragments:
                yield from self.flat(self.fragments[one])
            else:
                raise BadQuery(f"Fragment {one} was used, but not defined")
