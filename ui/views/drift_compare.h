// SPDX-License-Identifier: Apache-2.0
// The line below the Drift view about the exact comparison: how far it is, what the last one found, when the next one comes.
#pragma once

#include "views/drift_page.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"

namespace dg::views {

class DriftCompare final : public Surface {
    Q_OBJECT
public:
    explicit DriftCompare(QWidget* parent = nullptr);
    // `open`: what could not be compared, in lines.
    void setState(const DriftPage::Comparison& state, int open, WallTime now);

Q_SIGNALS:
    void compareClicked();
    void cancelClicked();
    void openClicked(); // what could not be compared

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] static QString sentence(const DriftPage::Comparison& state, WallTime now);
    widgets::PlainLabel* m_words;
    widgets::LinkButton* m_open;
    widgets::Button* m_cancel;
    widgets::Button* m_compare;
    double m_share = 0; // read of what is known; 0: nothing runs
};

} // namespace dg::views
