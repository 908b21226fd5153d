// SPDX-License-Identifier: Apache-2.0
// What a Kustomization would apply, built from files: plain YAML, and those kustomization.yaml that only list, name, label and
// retag. Everything else is refused by name, never half built. Sources: kustomize's built-in transformers and Flux's own
// pkg/kustomize (generator, variable substitution). Pure but for folderFiles().
#pragma once

#include "base/result.h"
#include "drift/value.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dg::drift {

// The source's files, by paths from its root with '/' and without "..".
class Files {
public:
    Files() = default;
    virtual ~Files() = default;
    Files(const Files&) = delete;
    Files& operator=(const Files&) = delete;
    [[nodiscard]] virtual bool isFile(const std::string& path) const = 0;
    [[nodiscard]] virtual bool isFolder(const std::string& path) const = 0;
    [[nodiscard]] virtual Result<std::string> read(const std::string& path) const = 0; // FileNotFound, FileUnreadable, FileTooLarge
    [[nodiscard]] virtual std::vector<std::string> list(const std::string& folder) const = 0; // names, sorted
};
// A folder of this machine; a link that leads out of it is not there. Errors: FileNotFound.
[[nodiscard]] Result<std::unique_ptr<Files>> folderFiles(const std::string& path);
// Paths as above; nullopt: it is there and too large to be read.
using FileMap = std::map<std::string, std::optional<std::string>>;
[[nodiscard]] std::unique_ptr<Files> memoryFiles(FileMap files);

// Of a Kustomization's spec, as far as it shapes what is built.
struct BuildSpec {
    std::string path; // spec.path
    std::string targetNamespace, namePrefix, nameSuffix;
    std::map<std::string, std::string> commonLabels, commonAnnotations; // spec.commonMetadata
    std::vector<Value> images;
    std::vector<Value> patches; // these four: only with kustomize's own program (kustomize.h)
    std::vector<std::string> components;
    bool ignoreMissingComponents = false;
    std::vector<std::string> buildMetadata;
    bool substitutes = false; // postBuild has variables, from wherever
    std::map<std::string, std::string> variables; // substituteFrom in its order, then substitute
    std::set<std::string> secretVariables; // those of them that hold what a Secret said: Value::hidden
};
struct SubstituteFrom {
    std::string kind, name;
    bool optional = false;
};
struct KustomizationSpec {
    BuildSpec build; // variables: only those of spec.postBuild.substitute
    std::vector<SubstituteFrom> from; // to be read by the caller and put under those
    bool prune = false;
};
// `kustomization`: the live object. Errors: BadValue; Unsupported (detail names what cannot be built at all: what v1 dropped).
[[nodiscard]] Result<KustomizationSpec> kustomizationSpec(const Value& kustomization);

using IsNamespaced = std::function<std::optional<bool>(std::string_view group, std::string_view kind)>;

// Errors: Unsupported (subject: the file; detail: the field or the kind of entry), BadSyntax (with line), BadValue (an object
// declared twice, a variable's bad name), FileNotFound, TooLarge.
[[nodiscard]] Result<std::vector<Value>> buildKustomization(const Files& files, const BuildSpec& spec, const IsNamespaced& namespaced);

// ${var}, ${var:-default}, ${var:=default}; $$ is $. What is not set is empty. Errors: Unsupported (another function of the shell).
[[nodiscard]] Result<std::string> substituted(std::string_view text, const std::map<std::string, std::string>& variables);

} // namespace dg::drift
