// SPDX-License-Identifier: Apache-2.0
#include "theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QIcon>
#include <QImage>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace dg::theme;

namespace {

// WCAG 2.1 relative luminance and contrast.
double luminance(const QColor& c)
{
    const auto f = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
    return 0.2126 * f(c.redF()) + 0.7152 * f(c.greenF()) + 0.0722 * f(c.blueF());
}
double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return std::max(x, y) / std::min(x, y);
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT
    Theme m_theme;

private Q_SLOTS:
    void initTestCase() { m_theme.install(*qApp, Mode::Light); }

    void everyInkCanBeReadOnEverySurface_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("light") << int(Mode::Light);
        QTest::newRow("dark") << int(Mode::Dark);
    }
    void everyInkCanBeReadOnEverySurface()
    {
        QFETCH(int, mode);
        m_theme.setMode(static_cast<Mode>(mode));
        for (const Color surface :
            {Color::Base, Color::Raised, Color::Window, Color::Sunken, Color::Hover, Color::Select, Color::SelectIdle}) {
            for (const Color ink : {Color::Text1, Color::Text2, Color::Text3, Color::Accent, Color::Ready, Color::Failed, Color::Drift,
                     Color::Waiting, Color::Neutral})
                QVERIFY2(contrast(m_theme.color(ink), m_theme.color(surface)) >= 4.5,
                    qPrintable(QStringLiteral("ink %1 on surface %2").arg(int(ink)).arg(int(surface))));
        }
        for (const Color surface : {Color::Base, Color::Raised, Color::Window}) {
            for (const Color ink : {Color::DriftMark, Color::Control})
                QVERIFY(contrast(m_theme.color(ink), m_theme.color(surface)) >= 2.95);
        }
        QVERIFY(contrast(m_theme.color(Color::OnAccent), m_theme.color(Color::AccentFill)) >= 4.5);
    }

    void theApplicationTakesTheThemesPalette()
    {
        m_theme.setMode(Mode::Dark);
        QCOMPARE(QApplication::palette().color(QPalette::Base), m_theme.color(Color::Base));
        QVERIFY(m_theme.dark());
        m_theme.setMode(Mode::Light);
        QCOMPARE(QApplication::palette().color(QPalette::Base), QColor(Qt::white));
        QVERIFY(!m_theme.dark());
    }

    void everyIconRendersInItsInkAndIsSharpAtTwoToOne()
    {
        int count = 0;
        QDirIterator icons(QStringLiteral(":/icons"));
        while (icons.hasNext()) {
            icons.next();
            const QPixmap picture = m_theme.pixmap(icons.fileInfo().completeBaseName(), Qt::red, 16, 2.0);
            QCOMPARE(picture.size(), QSize(32, 32));
            const QImage image = picture.toImage().convertToFormat(QImage::Format_ARGB32);
            bool inked = false;
            for (int y = 0; y < 32; ++y) {
                for (int x = 0; x < 32; ++x) {
                    const QRgb p = image.pixel(x, y);
                    inked |= qAlpha(p) > 200 && qRed(p) > 240;
                    QVERIFY2(qAlpha(p) < 250 || (qGreen(p) < 10 && qBlue(p) < 10), qPrintable(icons.fileName()));
                }
            }
            QVERIFY2(inked, qPrintable(icons.fileName()));
            ++count;
        }
        QVERIFY(count > 70);
    }

    void anIconFollowsTheThemeByItself()
    {
        m_theme.setMode(Mode::Light);
        const QIcon icon = m_theme.icon(QStringLiteral("state-failed"), Color::Failed);
        const QImage light = icon.pixmap(QSize(16, 16), 1.0).toImage();
        m_theme.setMode(Mode::Dark);
        QVERIFY(light != icon.pixmap(QSize(16, 16), 1.0).toImage());
        m_theme.setMode(Mode::Light);
    }

    void marginsAndSpacingsComeFromTheGrid()
    {
        QWidget window;
        QVBoxLayout layout(&window);
        QCOMPARE(layout.contentsMargins(), QMargins(12, 12, 12, 12));
        QCOMPARE(layout.spacing(), 8);
    }

    void aHairlineIsWholeDevicePixels()
    {
        QCOMPARE(Theme::hairline(1.0), 1.0);
        QCOMPARE(Theme::hairline(1.25) * 1.25, 1.0);
        QCOMPARE(Theme::hairline(2.0), 1.0);
        QCOMPARE(Theme::hairline(3.0), 1.0);
    }

    void fontsAreRelativeToTheSystemFont()
    {
        const qreal body = m_theme.font(FontRole::Body).pointSizeF();
        QVERIFY(m_theme.font(FontRole::Small).pointSizeF() < body);
        QVERIFY(m_theme.font(FontRole::Title).pointSizeF() > body);
        QVERIFY(m_theme.font(FontRole::DialogTitle).pointSizeF() > m_theme.font(FontRole::Title).pointSizeF());
        QCOMPARE(m_theme.font(FontRole::BodyBold).weight(), QFont::DemiBold);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
