// SPDX-License-Identifier: Apache-2.0
// kustomize's transformers on what a kustomization.yaml gathered. Private to drift.
#pragma once

#include "drift/build.h"

namespace dg::drift {

using Objects = std::vector<Value>;
// Errors: Unsupported (a Namespace of another name, webhooks).
[[nodiscard]] Status setNamespace(Objects& objects, const std::string& ns, const IsNamespaced& namespaced);
// Names and what refers to them by name within `objects`.
void affixNames(Objects& objects, const std::string& prefix, const std::string& suffix);
void setLabels(Objects& objects, const Value& labels, bool selectors, bool templates);
void setAnnotations(Objects& objects, const Value& annotations);
void setImages(Objects& objects, const std::vector<Value>& images);
void setReplicas(Objects& objects, const std::vector<Value>& replicas);
// After all of them: variables and spec.commonMetadata. Errors: buildKustomization's.
[[nodiscard]] Status finish(Objects& objects, const BuildSpec& spec);

} // namespace dg::drift
