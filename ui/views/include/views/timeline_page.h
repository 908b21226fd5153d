// SPDX-License-Identifier: Apache-2.0
// What was when, of one cluster: state lanes, charts, events; what changed between two times; the tree as it was. Asks the history
// through its desk; asks the window for the rest by signals.
#pragma once

#include "base/clock.h"
#include "base/object_key.h"
#include "base/result.h"
#include "history/queries.h"
#include "views/saved_range.h"

#include <QStringList>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QVBoxLayout;

namespace dg::items {
class HistoryDesk;
class TimelineDesk;
} // namespace dg::items

namespace dg::views {

// What is exported: pictures of the whole, tables of its parts. Panel1 to Panel3 are the charts in their order.
enum class TimelineExport : unsigned char { Png, Svg, States, Events, Panel1, Panel2, Panel3 };

class TimelinePage final : public QWidget {
    Q_OBJECT
public:
    TimelinePage(const Clock& clock, StringPool& pool, QWidget* parent = nullptr);
    ~TimelinePage() override;

    // Another cluster; null: none is kept. `identity` is the history's (ClusterName).
    void setHistory(items::HistoryDesk* history, const std::string& identity);
    [[nodiscard]] items::TimelineDesk& desk();
    void setSkew(Millis skew); // of the cluster's clock against ours
    void setShared(bool shared); // a team's database rather than a file on this computer
    // Only this object; none: all.
    void showObject(const std::optional<history::ObjectRow>& object);
    void setFilter(const QString& words);
    void setSavedRanges(std::vector<SavedRange> ranges); // the newest first
    void openChanges(); // between the ends of what is shown, or the chosen stretch
    void openRewind(std::optional<WallTime> at = {}); // none: the chosen stretch's begin
    [[nodiscard]] bool isRewound() const;
    bool stepBack(); // Esc: out of a list, to the range before; false: there was nothing
    void focusFilter();
    void focusList();
    [[nodiscard]] bool isSettled() const;
    void showNotice(const QString& sentence, bool failed);
    [[nodiscard]] Result<QByteArray> exported(TimelineExport what);
    [[nodiscard]] QString suggestedFile(TimelineExport what) const;

Q_SIGNALS:
    void selectRequested(const dg::ObjectKey& key); // in the tree
    void runRequested(const dg::ObjectKey& application, const QString& revision); // in the Delivery view
    void copyRequested(const QString& text);
    void exportRequested(dg::views::TimelineExport what);
    void savedRangesChanged(const std::vector<dg::views::SavedRange>& ranges); // kept or forgotten by the user

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildBar();
    void buildBody();
    void buildPanels();
    void buildKeys();
    void buildFilterError(QVBoxLayout* column);
    void openExport();
    void picture(); // what the desk answered
    void rangeMoved();
    void arrange();
    void showPage(int page);
    void scopeChanged();
    void wantMeasures();
    void toggleTables(bool shown);
    void drawLanes(); // those that are seen
    void fillLanesTable();
    void showLanesHint();
    void showFilterProblem();
    void saveStates(); // reads what a file of them gets, then asks for its place
    [[nodiscard]] ObjectKey keyOf(const history::ObjectRow& object) const;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace dg::views
