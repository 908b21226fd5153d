// SPDX-License-Identifier: Apache-2.0
// theme: colours, fonts, measures and icons; nothing else in the program holds a hex value, a font size or a measure.
// Source: the project's design (README, "Design"). GUI thread only.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPixmap>

#include <memory>

class QApplication;

namespace dg::theme {

enum class Color : unsigned char {
    // surfaces
    Window,
    Base,
    Raised,
    Sunken,
    Hover,
    Pressed,
    Select,
    SelectIdle,
    Line,
    LineStrong,
    Control,
    // inks
    Text1,
    Text2,
    Text3,
    Disabled,
    Accent,
    AccentFill,
    OnAccent,
    Ready,
    Failed,
    Drift,
    DriftMark,
    Waiting,
    Neutral,
    // tints
    ReadyTint,
    FailedTint,
    DriftTint,
    WaitingTint,
    NeutralTint,
    AccentTint,
    // diff
    DiffGit,
    DiffGitWord,
    DiffLive,
    DiffLiveWord,
    Count
};
enum class FontRole : unsigned char { Body, BodyStrong /*500*/, BodyBold /*600*/, Small, SmallBold, Tiny, Title, DialogTitle, Revision };
enum class Mode : unsigned char { Light, Dark, System };

// Logical pixels (design §3).
namespace metric {
inline constexpr int Row = 24, TwoLineItem = 52, Header = 26, GroupRow = 28, Banner = 32, DockTitle = 32, ToolRow = 40, FilterBar = 40,
                     MenuBar = 28, StatusBar = 24, ControlHeight = 28, PaletteRow = 32, Panel = 12, DialogPadding = 24, Gap = 8,
                     IconText = 6, GroupGap = 16, Radius = 4, ChipRadius = 3, Icon = 16, IconSmall = 14, Chevron = 12, TreeIndent = 16,
                     ChipHeight = 22, ScrollBar = 10, RailItem = 64;
}

class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject* parent = nullptr);
    ~Theme() override;
    // Style (Fusion + our proxy), palette and font on the application. Call once, before windows are made.
    void install(QApplication& app, Mode mode);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] bool dark() const { return m_dark; }
    [[nodiscard]] QColor color(Color color) const;
    [[nodiscard]] QFont font(FontRole role) const;
    // The icons that point somewhere are mirrored in right-to-left layouts (icons.md, "Mirror").
    // resources/icons/NAME.svg in the given ink, rendered for the ratio, cached by (name, ink, size, ratio).
    [[nodiscard]] QPixmap pixmap(const QString& name, QColor ink, int size, qreal ratio) const;
    // Normal = ink, Disabled = disabled ink; a view-… icon in state On = accent (active tab). Follows the theme by itself.
    [[nodiscard]] QIcon icon(const QString& name, Color ink = Color::Text2) const;
    // A hairline: one device pixel.
    [[nodiscard]] static qreal hairline(qreal ratio);

Q_SIGNALS:
    void changed(); // colours changed: repaint, drop caches

private:
    void applyPalette();
    [[nodiscard]] QFont sized(qreal deltaPixels, int weight) const;
    struct Impl;
    std::unique_ptr<Impl> m_impl;
    Mode m_mode = Mode::System;
    bool m_dark = false;
};

// Widgets reach their theme through their constructor; painters that only have a widget use this (set by install()).
[[nodiscard]] const Theme& of(const QObject* anything);

} // namespace dg::theme
