// SPDX-License-Identifier: Apache-2.0
// Painting that several widgets share: marks of states and drift, the suspended bars, numbers in equal digit cells, elided
// text from a cache. GUI thread only. Rectangles are logical pixels.
#pragma once

#include "flux/kinds.h"
#include "flux/state.h"
#include "theme/draw.h"
#include "theme/theme.h"

#include <QFontMetrics>
#include <QHash>
#include <QStaticText>
#include <QString>

#include <vector>

class QPainter;

namespace dg::widgets {

// Drift as a row shows it (design §2). None is "nothing found", NotWatched is "nobody looks".
enum class DriftMark : unsigned char { None, NotWatched, Drifted, Missing, Orphaned, Expected };

[[nodiscard]] QString stateIcon(flux::State state); // "state-failed"
[[nodiscard]] theme::Color stateInk(flux::State state); // of the mark
[[nodiscard]] theme::Color stateTextInk(flux::State state); // of the word beside it: only failed and missing are inked
[[nodiscard]] theme::Color stateTint(flux::State state); // of a chip
[[nodiscard]] QString driftIcon(DriftMark mark);
[[nodiscard]] theme::Color driftInk(DriftMark mark);
[[nodiscard]] QString kindIcon(flux::Kind kind); // "kind-kustomization"
[[nodiscard]] QString kindIcon(std::string_view kubernetesKind); // "Deployment" -> "kind-workload"; unknown: "kind-object"

// One icon of `size` in the middle of `box`.
void drawIcon(
    QPainter* painter, const theme::Theme& theme, const QRect& box, const QString& name, const QColor& ink, int size = theme::metric::Icon);
void drawMark(QPainter* painter, const theme::Theme& theme, const QRect& box, flux::State state, int size = theme::metric::Icon);
// The state's mark with the small bars at its bottom right, where there is room for one figure only.
void drawMarkSuspended(QPainter* painter, const theme::Theme& theme, const QRect& box, flux::State state, const QColor& surface);
void drawSuspendedBars(QPainter* painter, const theme::Theme& theme, const QRect& box, const QColor& ink);
void drawDriftMark(QPainter* painter, const theme::Theme& theme, const QRect& box, DriftMark mark, int size = theme::metric::Icon);

// "12 min" right-aligned in `box`: digits in cells of the widest digit, so that numbers under one another line up.
void drawNumber(QPainter* painter, const QRect& box, const QString& text);
[[nodiscard]] int numberWidth(const QFontMetrics& metrics, const QString& text);

// Laid-out, elided texts by (text, font role, width, elision). Painting a cached text costs a third of drawText().
class TextCache {
public:
    struct Entry {
        QStaticText text;
        int width = 0; // of what is painted
        bool elided = false;
    };
    explicit TextCache(const theme::Theme& theme);
    const Entry& get(const QString& text, theme::FontRole role, int width, Qt::TextElideMode elide = Qt::ElideRight);
    // Vertically centred in `box`, at its leading edge. Returns the painted width.
    int draw(QPainter* painter, const QRect& box, const QString& text, theme::FontRole role, const QColor& ink,
        Qt::TextElideMode elide = Qt::ElideRight);
    [[nodiscard]] const QFont& font(theme::FontRole role) const;
    [[nodiscard]] const QFontMetrics& metrics(theme::FontRole role) const;
    void clear(); // fonts or language changed

private:
    struct Key {
        QString text;
        int width;
        theme::FontRole role;
        Qt::TextElideMode elide;
        friend bool operator==(const Key&, const Key&) = default;
        friend size_t qHash(const Key& key, size_t seed)
        {
            return qHashMulti(seed, key.text, key.width, static_cast<int>(key.role), static_cast<int>(key.elide));
        }
    };
    struct RoleFont {
        QFont font;
        QFontMetrics metrics;
    };
    const theme::Theme& m_theme;
    std::vector<RoleFont> m_fonts; // by role
    QHash<Key, Entry> m_entries;
};

} // namespace dg::widgets
