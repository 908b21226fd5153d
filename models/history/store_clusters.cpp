// SPDX-License-Identifier: Apache-2.0
// Which cluster is which. The first name of one is its address and the name it was opened under, and stays: programs that know of no
// uid find it by that. Its uid and further addresses are aliases.
#include "schema.h"
#include "store_impl.h"

#include <QCryptographicHash>

namespace dg::history {

namespace {

std::string aliasOf(const ClusterName& name)
{
    return "uid:" + name.uid;
}

} // namespace

std::string identityOf(const std::string& server, const std::string& name)
{
    const auto hash = QCryptographicHash::hash(QByteArray::fromStdString(server + "\n" + name), QCryptographicHash::Sha256);
    return hash.toHex().left(32).toStdString();
}

Result<ClusterId> Store::cluster(const ClusterName& name)
{
    auto& d = *m_impl;
    ClusterId id = 0;
    const auto done = d.sql->transaction([&]() -> Status {
        if (auto alone = lockNames(*d.sql); !alone) // two that come first would make two
            return alone;
        const auto made = name.uid.empty() ? d.clusterByName(name) : d.clusterByUid(name);
        if (!made)
            return tl::unexpected<Error>(made.error());
        id = *made;
        return {};
    });
    if (!done)
        return tl::unexpected<Error>(done.error());
    return id;
}

Result<ClusterId> Store::find(const std::string& identity)
{
    return m_impl->clusterNamed(identity);
}

Result<ClusterId> Store::find(const ClusterName& name)
{
    const auto known = name.uid.empty() ? Result<ClusterId>(0) : find(aliasOf(name));
    return !known || *known != 0 ? known : find(name.identity);
}

Result<ClusterId> Store::Impl::clusterNamed(const std::string& identity)
{
    const auto aliases = hasAdditions();
    if (!aliases)
        return tl::unexpected<Error>(aliases.error());
    if (*aliases) {
        auto alias = sql->query("SELECT cluster FROM alias WHERE identity = ?");
        if (!alias.run(identity))
            return sql->failed();
        if (alias.next())
            return alias.integer(0);
    }
    auto first = sql->query("SELECT id FROM cluster WHERE identity = ?");
    if (!first.run(identity))
        return sql->failed();
    return first.next() ? first.integer(0) : ClusterId{0};
}

Result<ClusterId> Store::Impl::makeCluster(const ClusterName& name, const std::string& identity)
{
    auto make = sql->query("INSERT INTO cluster (identity, name, server) VALUES (?, ?, ?) ON CONFLICT (identity) DO UPDATE SET"
                           " name = excluded.name, server = excluded.server RETURNING id");
    if (!make.run(identity, name.name, name.server) || !make.next())
        return sql->failed();
    return make.integer(0);
}

Result<ClusterId> Store::Impl::clusterByName(const ClusterName& name)
{
    const auto known = clusterNamed(name.identity);
    return !known || *known != 0 ? known : makeCluster(name, name.identity);
}

Result<ClusterId> Store::Impl::clusterByUid(const ClusterName& name)
{
    auto id = clusterNamed(aliasOf(name));
    const auto named = clusterNamed(name.identity);
    if (!id || !named)
        return !id ? id : named;
    if (*id == 0) {
        const auto other = *named == 0 ? Result<bool>(false) : hasUid(*named);
        if (!other)
            return tl::unexpected<Error>(other.error());
        if (*other) // another cluster answers at this address now: it begins anew
            id = makeCluster(name, aliasOf(name));
        else
            id = *named != 0 ? named : makeCluster(name, name.identity);
    }
    if (!id)
        return id;
    for (const auto& alias : {aliasOf(name), name.identity}) {
        auto keep = sql->query("INSERT INTO alias (identity, cluster) VALUES (?, ?) ON CONFLICT (identity) DO UPDATE SET"
                               " cluster = excluded.cluster");
        if (!keep.run(alias, *id))
            return sql->failed();
    }
    return id;
}

Result<bool> Store::Impl::hasUid(ClusterId cluster)
{
    auto query = sql->query("SELECT COUNT(*) FROM alias WHERE cluster = ? AND identity LIKE 'uid:%'");
    if (!query.run(cluster) || !query.next())
        return sql->failed();
    return query.integer(0) > 0;
}

} // namespace dg::history
