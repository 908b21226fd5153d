// SPDX-License-Identifier: Apache-2.0
// From JSON to the records of object.h: one forward pass over an object's fields, keys in any order, every API version
// still served (domain.md §3.1). A value of the wrong type reads as absent; what nobody shows is skipped unread.
#pragma once

#include "flux/object.h"
#include "kube/reflector.h"

#include <memory>
#include <string>
#include <string_view>

namespace dg::flux {

// How much of status.inventory is kept: the ids (one tree needs them), or only how many there are.
enum class KeepInventory : std::uint8_t { Ids, Count };

// Whether managedFields is digested: for drift.
enum class KeepOwnership : std::uint8_t { No, Yes };

// Digests metadata.managedFields; private to this library.
class ManagedFieldsReader;

// One Flux object. `kind` is what the stream was opened for: items of a list need not say it.
class FluxDecoder final : public kube::RecordDecoder {
public:
    FluxDecoder(Kind kind, StringPool& pool, KeepInventory keep = KeepInventory::Ids, KeepOwnership ownership = KeepOwnership::No);
    ~FluxDecoder() override;
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    Kind m_kind;
    StringPool& m_pool;
    KeepInventory m_keep;
    Atom m_group; // of m_kind; empty for Other
    Atom m_kindName;
    std::shared_ptr<const std::string> m_labels; // of the object before
    std::shared_ptr<const Posture> m_posture; // of the object before
    Inventory m_inventory; // of the object being read: grows once, each record gets a copy of just its size
    std::unique_ptr<ManagedFieldsReader> m_managers; // null: not kept
};

// One object that carries Flux's labels, as PartialObjectMetadata or whole; group, version and kind are the stream's.
// Never keeps values of a ConfigMap or Secret. One rule differs from kstatus for want of a clock: a Pod that cannot be
// scheduled is Failed at once and not after 15 s (no later event would tell).
class ManagedDecoder final : public kube::RecordDecoder {
public:
    ManagedDecoder(std::string_view group, std::string_view version, std::string_view kind, StringPool& pool,
        KeepOwnership ownership = KeepOwnership::No);
    ~ManagedDecoder() override;
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    std::string m_apiVersion;
    Atom m_group;
    Atom m_kind;
    StringPool& m_pool;
    std::shared_ptr<const std::string> m_labels; // of the object before
    std::unique_ptr<ManagedFieldsReader> m_managers; // null: not kept
};

// One Pod, ReplicaSet or Job, read whole, as a WorkloadObject. Never keeps what a container's environment says.
class WorkloadDecoder final : public kube::RecordDecoder {
public:
    WorkloadDecoder(std::string_view group, std::string_view version, std::string_view kind, StringPool& pool);
    [[nodiscard]] Result<store::RecordPtr> decode(json::Object& object) override;

private:
    std::string m_apiVersion;
    Atom m_group;
    Atom m_kind;
    StringPool& m_pool;
};

// The kinds whose health is in their spec and status: these are listed whole, all others as metadata.
[[nodiscard]] bool needsWholeObject(std::string_view group, std::string_view kind);
// The kinds that are Current as soon as they exist (kstatus, domain.md §4.5): metadata says enough.
[[nodiscard]] bool currentByExistence(std::string_view group, std::string_view kind);

} // namespace dg::flux
