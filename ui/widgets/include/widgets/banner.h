// SPDX-License-Identifier: Apache-2.0
// 32 px over the whole width: tint, mark, one sentence, one link. One at a time.
#pragma once

#include "theme/theme.h"

#include <QWidget>

namespace dg::widgets {

class LinkButton;
class PlainLabel;

enum class BannerKind : unsigned char { Failed, Drift, Waiting, Neutral, Accent };

class Banner final : public QWidget {
    Q_OBJECT
public:
    explicit Banner(QWidget* parent = nullptr);
    // `lead` is set in 600 before the sentence; icon empty: the kind's own.
    void setContent(BannerKind kind, const QString& lead, const QString& sentence, const QString& link = {}, const QString& icon = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void linkActivated();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BannerKind m_kind = BannerKind::Neutral;
    QString m_icon;
    PlainLabel* m_lead;
    PlainLabel* m_sentence;
    LinkButton* m_link;
};

} // namespace dg::widgets
