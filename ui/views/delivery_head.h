// SPDX-License-Identifier: Apache-2.0
// Above the track: which commit it is about, by whom, its merge request and pipeline, the runs, and a way to its page (60 px);
// below it: where it stands still and why, who has to act, what is behind (108 px).
#pragma once

#include "delivery/delivery.h"
#include "delivery/runs.h"
#include "views/surface.h"

#include <QStringList>

class QLabel;
class QMenu;

namespace dg::widgets {
class Button;
class LinkButton;
class PlainLabel;
} // namespace dg::widgets

namespace dg::views {

// The ink of a delivery's mark.
[[nodiscard]] theme::Color deliveryInk(const delivery::Delivery& delivery);

class DeliveryHead final : public Surface {
    Q_OBJECT
public:
    explicit DeliveryHead(QWidget* parent = nullptr);
    void setDelivery(const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs, int run, WallTime now);
    void setClusters(const QStringList& names, int of);
    void openCommit();
    void showClusters();
    void showRuns();
    [[nodiscard]] QString commitUrl() const { return m_commitUrl; }

Q_SIGNALS:
    void openRequested(const QString& url);
    void runChosen(int run);

private:
    widgets::PlainLabel *m_title, *m_revision, *m_author;
    QLabel* m_pipelineMark;
    widgets::LinkButton *m_request, *m_pipeline, *m_clusters;
    widgets::Button *m_runs, *m_open;
    QString m_commitUrl, m_requestUrl, m_pipelineUrl;
    QStringList m_names;
};

class DeliveryDetail final : public Surface {
    Q_OBJECT
public:
    explicit DeliveryDetail(QWidget* parent = nullptr);
    void setDelivery(const delivery::Delivery& delivery, const std::vector<delivery::Run>& runs, WallTime now);
    void setWide(bool wide); // a third column
    void showBehind();

Q_SIGNALS:
    void treeRequested();
    void openRequested(const QString& url);

private:
    struct Fact {
        QLabel* name = nullptr;
        widgets::PlainLabel* value = nullptr;
    };
    Fact addFact(QWidget* parent, class QGridLayout* grid, const QString& name, bool revision = false);
    QLabel *m_mark, *m_title, *m_cause;
    widgets::LinkButton *m_show, *m_behindLink;
    Fact m_responsible, m_next, m_running, m_behind, m_lastGood, m_project, m_source;
    QWidget* m_third;
    std::vector<gitlab::Commit> m_ahead;
};

} // namespace dg::views
