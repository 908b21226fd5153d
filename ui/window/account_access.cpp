// SPDX-License-Identifier: Apache-2.0
#include "account_access.h"

#include <QFile>

namespace dg::window {

std::optional<gitlab::Access> accessOf(const GitLabAccount& account, const Secret& token)
{
    gitlab::Access access;
    const auto host = gitlab::parseHost(account.host.toStdString());
    if (!host)
        return std::nullopt;
    access.host = *host;
    access.proxyUrl = account.proxy.toStdString();
    access.token = {account.kind == AccountKind::OAuth ? gitlab::TokenKind::OAuth : gitlab::TokenKind::Access, token};
    if (!account.caFile.isEmpty()) {
        QFile file(account.caFile);
        if (!file.open(QIODevice::ReadOnly))
            return std::nullopt;
        access.caPem = file.readAll().toStdString();
    }
    return access;
}

} // namespace dg::window
