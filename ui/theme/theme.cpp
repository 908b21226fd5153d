// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include "colors.h"
#include "icons.h"
#include "style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontInfo>
#include <QHash>
#include <QPointer>
#include <QScreen>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

// Resources of a static library are registered by hand; the macro must stand outside every namespace.
static void registerIcons()
{
    Q_INIT_RESOURCE(driftglass);
}

namespace dg::theme {

namespace {

struct IconKey {
    QString name;
    QRgb ink;
    int size;
    int ratio; // in hundredths
    bool mirror;
    friend bool operator==(const IconKey&, const IconKey&) = default;
};
size_t qHash(const IconKey& key, size_t seed)
{
    return qHashMulti(seed, key.name, key.ink, key.size, key.ratio, key.mirror);
}

constexpr int MaxCachedIcons = 4096; // far above what one theme and ratio needs; a guard only
constexpr qreal PointsPerInch = 72.0;
constexpr qreal BodyPixels = 13.0; // only where the desktop names no font

// The theme that install() was called on: painters that have only a widget ask for it.
QPointer<const Theme>& installed()
{
    static QPointer<const Theme> theme;
    return theme;
}

// Without a desktop's settings Qt names a class of fonts rather than a font.
bool isGeneric(const QFont& font)
{
    static constexpr std::array<const char*, 6> Names{"Sans Serif", "Sans", "sans-serif", "Helvetica", "Monospace", ""};
    const QString family = font.family();
    return std::any_of(
        Names.begin(), Names.end(), [&](const char* name) { return family.compare(QLatin1String(name), Qt::CaseInsensitive) == 0; });
}

QString firstInstalled(std::initializer_list<const char*> families)
{
    for (const char* family : families) {
        if (QFontDatabase::hasFamily(QLatin1String(family)))
            return QLatin1String(family);
    }
    return {};
}

qreal screenDpi()
{
    const QScreen* screen = QGuiApplication::primaryScreen();
    return screen ? screen->logicalDotsPerInchY() : 96.0;
}

// The desktop's font stays. Where there is none, Inter at 13 px (design §3) if it is installed.
QFont bodyFont()
{
    QFont font = QApplication::font();
    if (const QString family = firstInstalled({"Inter"}); isGeneric(font) && !family.isEmpty()) {
        font.setFamily(family);
        font.setPointSizeF(BodyPixels * PointsPerInch / screenDpi());
    }
    return font;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (const QString family = firstInstalled({"JetBrains Mono", "DejaVu Sans Mono"}); isGeneric(font) && !family.isEmpty())
        font.setFamily(family);
    return font;
}

} // namespace

struct Theme::Impl {
    QFont systemFont;
    QFont fixedFont;
    bool systemDark = false;
    QPointer<QApplication> app;
    mutable QHash<IconKey, QPixmap> icons;
};

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_impl(std::make_unique<Impl>())
{
    registerIcons();
    m_impl->systemFont = bodyFont();
    m_impl->fixedFont = fixedFont();
}

Theme::~Theme() = default;

void Theme::install(QApplication& app, Mode mode)
{
    m_impl->app = &app;
    m_impl->systemFont = bodyFont();
    // Qt 6.4 has no colour-scheme hint: the platform's own palette tells whether the desktop is dark.
    m_impl->systemDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    installed() = this;
    m_mode = mode;
    m_dark = mode == Mode::Dark || (mode == Mode::System && m_impl->systemDark);
    QApplication::setStyle(new Style(*this)); // the application owns it
    QApplication::setFont(font(FontRole::Body));
    QApplication::setFont(font(FontRole::Small), "QHeaderView");
    QApplication::setFont(font(FontRole::Small), "QStatusBar");
    QApplication::setFont(font(FontRole::Body), "QMenu");
    applyPalette();
}

void Theme::setMode(Mode mode)
{
    m_mode = mode;
    const bool dark = mode == Mode::Dark || (mode == Mode::System && m_impl->systemDark);
    if (dark == m_dark)
        return;
    m_dark = dark;
    m_impl->icons.clear();
    applyPalette();
    Q_EMIT changed();
}

void Theme::applyPalette()
{
    if (!m_impl->app)
        return;
    const QPalette palette = makePalette(m_dark);
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    QToolTip::setFont(font(FontRole::Small));
}

QColor Theme::color(Color color) const
{
    return tableColor(color, m_dark);
}

QFont Theme::sized(qreal deltaPixels, int weight) const
{
    QFont font = m_impl->systemFont;
    const qreal dpi = screenDpi();
    const qreal system
        = m_impl->systemFont.pointSizeF() > 0 ? m_impl->systemFont.pointSizeF() * dpi / PointsPerInch : m_impl->systemFont.pixelSize();
    const qreal pixels = deltaPixels <= -2 ? std::max(10.0, system + deltaPixels) : system + deltaPixels;
    font.setPointSizeF(pixels * PointsPerInch / dpi);
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

QFont Theme::font(FontRole role) const
{
    switch (role) {
    case FontRole::Body:
        return sized(0, QFont::Normal);
    case FontRole::BodyStrong:
        return sized(0, QFont::Medium);
    case FontRole::BodyBold:
        return sized(0, QFont::DemiBold);
    case FontRole::Small:
        return sized(-1, QFont::Normal);
    case FontRole::SmallBold:
        return sized(-1, QFont::DemiBold);
    case FontRole::Tiny:
        return sized(-2, QFont::Normal);
    case FontRole::Title:
        return sized(2, QFont::DemiBold);
    case FontRole::DialogTitle:
        return sized(5, QFont::DemiBold);
    case FontRole::Revision: {
        QFont font = m_impl->fixedFont;
        font.setPointSizeF(sized(-1.5, QFont::Normal).pointSizeF());
        font.setWeight(QFont::Normal);
        return font;
    }
    }
    return m_impl->systemFont;
}

QPixmap Theme::pixmap(const QString& name, QColor ink, int size, qreal ratio) const
{
    const bool mirror = QGuiApplication::isRightToLeft() && mirrorsInRightToLeft(name);
    const IconKey key{name, ink.rgba(), size, static_cast<int>(std::lround(ratio * 100)), mirror};
    const auto found = m_impl->icons.constFind(key);
    if (found != m_impl->icons.constEnd())
        return *found;
    if (m_impl->icons.size() >= MaxCachedIcons)
        m_impl->icons.clear();
    return *m_impl->icons.insert(key, renderIcon(name, ink, size, ratio, mirror));
}

qreal Theme::hairline(qreal ratio)
{
    return std::max(1.0, std::round(ratio)) / std::max(ratio, 0.1);
}

const Theme& of(const QObject*)
{
    if (installed())
        return *installed();
    static const Theme* const fallback = new Theme; // a widget painted before install(): light, system font; never destroyed
    return *fallback;
}

} // namespace dg::theme
