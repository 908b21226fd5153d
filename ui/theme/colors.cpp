// SPDX-License-Identifier: Apache-2.0
#include "colors.h"

#include <array>

namespace dg::theme {

namespace {

struct Pair {
    QRgb light;
    QRgb dark;
};

// In the order of the enum; contrast figures are in the design, §1.
constexpr std::array<Pair, static_cast<std::size_t>(Color::Count)> Table{{
    {0xffEDF0F1, 0xff20272A}, // Window
    {0xffFFFFFF, 0xff181E20}, // Base
    {0xffF7F9F9, 0xff1D2427}, // Raised
    {0xffE3E8E9, 0xff14191B}, // Sunken
    {0xffF0F4F5, 0xff222A2D}, // Hover
    {0xffDDE4E6, 0xff2D373A}, // Pressed
    {0xffD6E9F0, 0xff193D4A}, // Select
    {0xffE2E7E8, 0xff2B3437}, // SelectIdle
    {0xffDCE2E4, 0xff2E373A}, // Line
    {0xffBCC6C9, 0xff435055}, // LineStrong
    {0xff7F8C90, 0xff718085}, // Control
    {0xff182124, 0xffE3E9EA}, // Text1
    {0xff465458, 0xffAFBBBE}, // Text2
    {0xff56656A, 0xff97A5A9}, // Text3
    {0xff94A0A3, 0xff67757A}, // Disabled
    {0xff0D6683, 0xff6CC0D8}, // Accent
    {0xff0D6683, 0xff217C97}, // AccentFill
    {0xffFFFFFF, 0xffFFFFFF}, // OnAccent
    {0xff2B7136, 0xff73C07E}, // Ready
    {0xffB3261E, 0xffF58F85}, // Failed
    {0xff8A5300, 0xffE5B05A}, // Drift
    {0xffB36700, 0xffE5B05A}, // DriftMark
    {0xff6A4FA3, 0xffBDABEC}, // Waiting
    {0xff546368, 0xff9FADB1}, // Neutral
    {0xffE4F1E4, 0xff1C3322}, // ReadyTint
    {0xffFBE7E4, 0xff40211F}, // FailedTint
    {0xffFAEDD3, 0xff3A2C12}, // DriftTint
    {0xffEDE8F7, 0xff2D2742}, // WaitingTint
    {0xffE9EDEE, 0xff2A3336}, // NeutralTint
    {0xffE3F0F4, 0xff18333D}, // AccentTint
    {0xffDCEDF3, 0xff17323C}, // DiffGit
    {0xffB3D8E5, 0xff245466}, // DiffGitWord
    {0xffFBEBCB, 0xff392B12}, // DiffLive
    {0xffF3D08E, 0xff63491A}, // DiffLiveWord
}};

} // namespace

QColor tableColor(Color color, bool dark)
{
    const auto& pair = Table.at(static_cast<std::size_t>(color));
    return QColor::fromRgb(dark ? pair.dark : pair.light);
}

QPalette makePalette(bool dark)
{
    const auto c = [dark](Color color) { return tableColor(color, dark); };
    QPalette palette;
    const auto all = [&](QPalette::ColorRole role, Color color) { palette.setColor(QPalette::All, role, c(color)); };
    all(QPalette::Window, Color::Window);
    all(QPalette::Base, Color::Base);
    all(QPalette::AlternateBase, Color::Base); // no zebra
    all(QPalette::Button, Color::Raised);
    all(QPalette::ToolTipBase, Color::Raised);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText, QPalette::ToolTipText})
        all(role, Color::Text1);
    all(QPalette::PlaceholderText, Color::Text3);
    all(QPalette::Highlight, Color::Select);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, c(Color::SelectIdle));
    all(QPalette::Link, Color::Accent);
    all(QPalette::LinkVisited, Color::Accent);
    all(QPalette::BrightText, Color::Failed);
    all(QPalette::Light, Color::Raised);
    all(QPalette::Midlight, Color::Line);
    all(QPalette::Mid, Color::Line);
    all(QPalette::Dark, Color::LineStrong);
    all(QPalette::Shadow, Color::LineStrong);
    for (const auto role :
        {QPalette::Text, QPalette::WindowText, QPalette::ButtonText, QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, c(Color::Disabled));
    return palette;
}

} // namespace dg::theme
