// SPDX-License-Identifier: Apache-2.0
// What the inspector's Overview says about an object, as lines; and the widget that shows lines and changes them in place,
// so that focus, selection and scroll position stay while data arrives.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "session/session.h"
#include "tree/fleet_tree.h"

#include <QWidget>

#include <optional>
#include <set>
#include <vector>

class QVBoxLayout;

namespace dg::views {

struct Line {
    enum class Type : unsigned char { Section, Lead, Sentence, Fact, MonoFact, Link, Web, Condition, Pod };
    Type type = Type::Fact;
    QString label; // section title, fact's name, condition's type, Pod's name
    QString value; // fact's value, link's text, condition's reason, why and where a Pod runs
    QString extra; // condition's age, Pod's restarts
    QString full; // tooltip; a condition's whole message
    std::optional<flux::State> mark;
    ObjectKey target; // of a link or Pod
    QString url; // of a web link, a revision's commit
};

[[nodiscard]] std::vector<Line> overviewLines(const tree::FleetTree& tree, StringPool& pool, const ObjectKey& key, const Clock& clock);
// The cluster itself, where no object is chosen.
[[nodiscard]] std::vector<Line> clusterLines(const tree::FleetTree& tree, const session::SessionStatus& status);
// "Kustomization in flux-system", "Namespace".
[[nodiscard]] QString kindSentence(const ObjectKey& key);

class LineWidget;

class Overview final : public QWidget {
    Q_OBJECT
public:
    explicit Overview(QWidget* parent = nullptr);
    void setLines(const std::vector<Line>& lines);
    [[nodiscard]] QString asText() const; // for copying and tests

Q_SIGNALS:
    void linkActivated(const dg::ObjectKey& key);
    void openRequested(const QString& url); // not checked: it came from a cluster

private:
    std::vector<Line> m_lines;
    std::vector<LineWidget*> m_widgets;
    QVBoxLayout* m_column = nullptr;
};

} // namespace dg::views
