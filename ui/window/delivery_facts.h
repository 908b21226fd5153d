// SPDX-License-Identifier: Apache-2.0
// What GitLab knows of the deliveries that are shown. Asks about the one that is looked at only, with the token of an account
// whose GitLab the source comes from; a token that was refused is not sent again. Answers arrive by a signal. GUI thread.
#pragma once

#include "delivery/delivery.h"
#include "delivery/runs.h"
#include "gitlab/client.h"
#include "window/services.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <string>
#include <unordered_map>
#include <vector>

namespace dg::window {

class DeliveryFacts final : public QObject {
    Q_OBJECT
public:
    explicit DeliveryFacts(Services& services, QObject* parent = nullptr);
    // `cluster` tells equal names in two clusters apart. Asks where nothing is known or what is known may be old; changed() comes
    // at once with what is known.
    void want(const QString& cluster, const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs);
    // F5: everything may be asked again, also with a token that was refused.
    void forget();
    // Whether this is a page of a GitLab that an account is known of: only these are opened.
    [[nodiscard]] bool mayOpen(const QUrl& url) const;

Q_SIGNALS:
    void changed(const QString& cluster, const dg::ObjectKey& applier, const dg::delivery::GitLabFacts& facts);

private:
    struct Entry {
        std::string question; // what was asked
        delivery::GitLabFacts facts;
        std::optional<SteadyTime> answered;
        bool asking = false;
        bool final = false; // nothing more comes: posted, and nothing newer
    };
    [[nodiscard]] bool isOver(const GitLabAccount& account) const; // its token is not sent (any more)
    void ask(const QString& cluster, const ObjectKey& applier, const GitLabAccount& account, const gitlab::CommitQuestion& question);
    void answer(const QString& cluster, const ObjectKey& applier, const std::string& asked, Result<gitlab::CommitAnswer> got);
    Services& m_services;
    QHash<QString, std::unordered_map<ObjectKey, Entry>> m_entries; // by cluster
    std::unordered_map<std::string, gitlab::Commit> m_earlier; // by sha: a commit never changes
    QStringList m_refused; // accounts
};

} // namespace dg::window
