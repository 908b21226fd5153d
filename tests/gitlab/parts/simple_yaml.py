# SPDX-License-Identifier: Apache-2.0
"""The part of YAML an agent's config.yaml and a kubeconfig are written in: block and flow maps and lists, plain and quoted scalars."""
import re


class BadYaml(ValueError):
    pass


COMMENT = re.compile(r"""(?:^|(?<=\s))#.*$(?<!["'])""")
FLOW = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[{}\[\],]|:(?=\s|$)|(?:[^,:{}\[\]\s]|:(?!\s|$))(?:[^,:{}\[\]]|:(?!\s|$))*)""")


def scalar(text):
    if text[:1] in ("{", "["):
        words = [w.strip() for w in FLOW.findall(text)]
        value = flow(words)
        if words:
            raise BadYaml(f"something behind the end: {text}")
        return value
    if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
        return text[1:-1]
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if text[0] in "&*!|>@`":
        raise BadYaml(f"not understood here: {text}")
    return int(text) if text.lstrip("-").isdigit() else text


def flow(words):
    if not words:
        raise BadYaml("a flow value that does not end")
    word = words.pop(0)
    if word == "[":
        return flow_parts(words, "]", lambda: flow(words))
    if word == "{":
        return dict(flow_parts(words, "}", lambda: flow_pair(words)))
    return scalar(word)


def flow_parts(words, end, part):
    found = []
    while words and words[0] != end:
        found.append(part())
        if words and words[0] == ",":
            words.pop(0)
    if not words:
        raise BadYaml(f"no {end}")
    words.pop(0)
    return found


def flow_pair(words):
    key = words.pop(0)
    if not words or words.pop(0) != ":":
        raise BadYaml(f"no value: {key}")
    return key.strip("'\""), flow(words)


def load(text):
    lines = []
    for line in text.splitlines():
        bare = COMMENT.sub("", line).rstrip()
        if bare.strip() and not bare.lstrip().startswith("#") and bare != "---":
            if "\t" in bare[:len(bare) - len(bare.lstrip())]:
                raise BadYaml("a tab indents")
            lines.append((len(bare) - len(bare.lstrip()), bare.lstrip()))
    value = block(lines, lines[0][0]) if lines else {}
    if lines:
        raise BadYaml(f"a wrong indentation: {lines[0][1]}")
    return value


def block(lines, indent):
    return sequence(lines, indent) if lines[0][1].startswith("-") else mapping(lines, indent)


def sequence(lines, indent):
    found = []
    while lines and lines[0][0] == indent and lines[0][1].startswith("-"):
        rest = lines.pop(0)[1][1:].lstrip()
        if re.match(r"[\w.-]+:(\s|$)", rest):
            lines.insert(0, (indent + 2, rest))  # "- id: x" is a map that begins behind the dash
            found.append(mapping(lines, indent + 2))
        else:
            found.append(scalar(rest))
    return found


def mapping(lines, indent):
    found = {}
    while lines and lines[0][0] == indent and not lines[0][1].startswith("- "):
        key, colon, rest = lines.pop(0)[1].partition(":")
        if not colon:
            raise BadYaml(f"no value: {key}")
        rest = rest.strip()
        nested = lines and (lines[0][0] > indent or (lines[0][0] == indent and lines[0][1].startswith("- ")))
        found[key.strip("'\"")] = scalar(rest) if rest or not nested else block(lines, lines[0][0])
    return found
