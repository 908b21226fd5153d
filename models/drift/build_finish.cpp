// SPDX-License-Identifier: Apache-2.0
// What Flux does after kustomize: variables, its own labels and annotations (kustomize-controller; fluxcd/pkg/kustomize,
// kustomize_varsub.go; fluxcd/pkg/ssa, SetCommonMetadata).
#include "build_transform.h"

#include "drift/exact.h"

#include <algorithm>
#include <array>
#include <set>

namespace dg::drift {

namespace {

// Whether Flux's own YAML of a resource (go-yaml's emitter) has this text without quotes, so that what a variable leaves there is
// YAML again, whatever quotes the file has.
bool isPlainInFluxs(std::string_view text)
{
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':')
        return false;
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text.front()) != std::string_view::npos || text.starts_with("---"))
        return false;
    if (std::string_view("-?:").find(text.front()) != std::string_view::npos && (text.size() == 1 || text[1] == ' '))
        return false;
    return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos
        && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

Status substitute(Value& value, const std::map<std::string, std::string>& variables)
{
    for (auto& key : value.keys) {
        if (key.find('$') == std::string::npos)
            continue;
        auto text = substituted(key, variables);
        if (!text)
            return tl::unexpected(text.error());
        key = std::move(*text);
    }
    for (auto& child : value.children) {
        if (auto ok = substitute(child, variables); !ok)
            return ok;
    }
    if (!value.isString() || value.text.find('$') == std::string::npos)
        return {};
    auto text = substituted(value.text, variables);
    if (!text)
        return tl::unexpected(text.error());
    if (!value.plain && !isPlainInFluxs(value.text)) {
        value.text = std::move(*text);
        return {};
    }
    if (text->empty()) {
        value = resolvedScalar({});
        return {};
    }
    // Without quotes the variable's text is YAML: a number, a list, a string in its own quotes.
    auto parsed = fromYaml(*text);
    if (!parsed || parsed->size() != 1)
        return fail(ErrorCode::BadSyntax, {}, "a variable that is no YAML");
    value = std::move(parsed->front());
    return {};
}

// "$${name}" counts too: harmless.
bool textUsesOneOf(std::string_view text, const std::set<std::string>& names)
{
    for (auto at = text.find("${"); at != std::string_view::npos; at = text.find("${", at + 2)) {
        const auto rest = text.substr(at + 2);
        if (names.contains(std::string(rest.substr(0, rest.find_first_of("}:")))))
            return true;
    }
    return false;
}

bool keyUsesOneOf(const Value& value, const std::set<std::string>& names)
{
    return std::ranges::any_of(value.keys, [&](const std::string& key) { return textUsesOneOf(key, names); })
        || std::ranges::any_of(value.children, [&](const Value& child) { return keyUsesOneOf(child, names); });
}

bool usesOneOf(const Value& value, const std::set<std::string>& names)
{
    return textUsesOneOf(value.text, names) || keyUsesOneOf(value, names)
        || std::ranges::any_of(value.children, [&](const Value& child) { return usesOneOf(child, names); });
}

bool isVariableName(const std::string& name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name.front()) && std::ranges::all_of(name, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool isDisabled(const Value& object)
{
    for (const char* const where : {"labels", "annotations"}) {
        if (object.textAt({"metadata", where, "kustomize.toolkit.fluxcd.io/substitute"}) == "disabled")
            return true;
    }
    return false;
}

Value mapOf(const std::map<std::string, std::string>& from)
{
    auto value = Value::map();
    for (const auto& [key, text] : from)
        value.put(key, Value::string(text));
    return value;
}

Status substituteAll(Objects& objects, const BuildSpec& spec)
{
    for (const auto& [name, value] : spec.variables) {
        if (!isVariableName(name))
            return fail(ErrorCode::BadValue, name, "a variable's name");
    }
    for (auto& object : objects) {
        if (isDisabled(object))
            continue;
        object.hidden = !spec.secretVariables.empty() && usesOneOf(object, spec.secretVariables);
        auto ok = object.hidden && keyUsesOneOf(object, spec.secretVariables) // a path would show it
            ? Status(fail(ErrorCode::Unsupported, {}, "a Secret's variable in the name of a field"))
            : substitute(object, spec.variables);
        if (ok)
            continue;
        auto error = ok.error();
        if (const auto identity = identityOf(object))
            error.subject = identity->kind + "/" + identity->name;
        return tl::unexpected(error);
    }
    return {};
}

} // namespace

Status finish(Objects& objects, const BuildSpec& spec)
{
    std::set<std::array<std::string, 4>> seen;
    for (const auto& object : objects) {
        const auto identity = identityOf(object);
        if (identity && !seen.insert({identity->group, identity->kind, identity->ns, identity->name}).second)
            return fail(ErrorCode::BadValue, identity->kind + "/" + identity->name, "declared twice");
    }
    if (spec.substitutes) {
        if (auto ok = substituteAll(objects, spec); !ok)
            return ok;
    }
    for (auto& object : objects) {
        auto& metadata = object.put("metadata");
        for (const auto& [name, texts] : {std::pair("labels", &spec.commonLabels), std::pair("annotations", &spec.commonAnnotations)}) {
            const auto values = mapOf(*texts);
            for (std::size_t i = 0; i < values.keys.size(); ++i)
                metadata.put(name).put(values.keys[i], values.children[i]);
        }
    }
    return {};
}

} // namespace dg::drift
