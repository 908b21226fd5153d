// SPDX-License-Identifier: Apache-2.0
// Text cut into lines of a width, for a set of fonts. Reports are mostly Latin letters: their widths are added up, and only what is
// anything else is given to Qt's text layout, which takes ten times longer.
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QPaintDevice>
#include <QString>
#include <QStringList>

#include <array>
#include <vector>

namespace dg::print {

class LineCutter {
public:
    explicit LineCutter(QPaintDevice* device)
        : m_device(device)
    {
    }
    // The number of this font, for the rest.
    std::size_t font(const QFont& font);
    [[nodiscard]] const std::vector<QFont>& fonts() const { return m_fonts; }
    [[nodiscard]] qreal lineHeight(std::size_t font) const { return m_faces[font].height; }
    [[nodiscard]] qreal ascent(std::size_t font) const { return m_faces[font].ascent; }
    [[nodiscard]] qreal width(const QString& text, std::size_t font) const;
    // At words, behind / - , : @ within long ones, else anywhere. At least one line.
    [[nodiscard]] QStringList lines(const QString& text, std::size_t font, qreal width) const;

private:
    static constexpr int Known = 0x250; // Latin with all its accents
    struct Face {
        qreal height = 0, ascent = 0;
        std::array<qreal, Known> advances{};
    };
    [[nodiscard]] QStringList slowLines(const QString& text, std::size_t font, qreal width) const;
    QPaintDevice* m_device;
    std::vector<QFont> m_fonts;
    std::vector<Face> m_faces;
};

} // namespace dg::print
