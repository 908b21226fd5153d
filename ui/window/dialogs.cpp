// SPDX-License-Identifier: Apache-2.0
#include "dialogs.h"

#include "dialog.h"
#include "history_settings.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;

namespace {

// Gives access to the frame without a class for each small dialog.
class Plain final : public Dialog {
public:
    explicit Plain(QWidget* parent, const QString& name)
        : Dialog(parent)
    {
        setObjectName(name);
    }
    using Dialog::addButton;
    using Dialog::content;
    using Dialog::setFooterText;
    using Dialog::setHeading;
};

void addFormRow(QFormLayout* form, QWidget* parent, const QString& word, QWidget* field, const QString& note = {})
{
    auto* label = views::makeLabel(parent, theme::FontRole::Body, theme::Color::Text1, word);
    label->setBuddy(field);
    field->setAccessibleName(word);
    form->addRow(label, field);
    if (!note.isEmpty())
        form->addRow(new QWidget(parent), views::makeLabel(parent, theme::FontRole::Small, theme::Color::Text2, note, true));
}

} // namespace

void openNotice(QWidget* parent, const QString& sentence)
{
    auto* dialog = new Plain(parent, QStringLiteral("notice"));
    dialog->setHeading(QCoreApplication::translate("Dialogs", "Please note"), {});
    auto* label = views::makeLabel(dialog, theme::FontRole::Body, theme::Color::Text1, sentence, true);
    label->setMinimumWidth(360);
    dialog->content()->addWidget(label);
    auto* close = dialog->addButton(QCoreApplication::translate("Dialogs", "Close"), QStringLiteral("noticeClose"), true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->open();
}

void openSettingsDialog(QWidget* parent, Services& services)
{
    auto* dialog = new Plain(parent, QStringLiteral("settings"));
    dialog->setHeading(QCoreApplication::translate("Dialogs", "Settings"), {});
    const Settings settings = services.settings();
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(metric::Panel);
    form->setVerticalSpacing(metric::Gap);
    form->setLabelAlignment(Qt::AlignTrailing | Qt::AlignVCenter);

    auto* theme = new QComboBox(dialog);
    theme->setObjectName(QStringLiteral("settingsTheme"));
    theme->addItem(QCoreApplication::translate("Dialogs", "As the system"), QStringLiteral("system"));
    theme->addItem(QCoreApplication::translate("Dialogs", "Light"), QStringLiteral("light"));
    theme->addItem(QCoreApplication::translate("Dialogs", "Dark"), QStringLiteral("dark"));
    theme->setCurrentIndex(std::max(0, theme->findData(settings.theme)));
    addFormRow(form, dialog, QCoreApplication::translate("Dialogs", "Theme"), theme);

    auto* language = new QComboBox(dialog);
    language->setObjectName(QStringLiteral("settingsLanguage"));
    language->addItem(QCoreApplication::translate("Dialogs", "As the system"), static_cast<int>(Language::System));
    language->addItem(QStringLiteral("English"), static_cast<int>(Language::English));
    language->addItem(QStringLiteral("日本語"), static_cast<int>(Language::Japanese));
    language->setCurrentIndex(std::max(0, language->findData(static_cast<int>(settings.language))));
    addFormRow(form, dialog, QCoreApplication::translate("Dialogs", "Language"), language,
        QCoreApplication::translate("Dialogs", "Used at the next start."));

    auto* density = new QComboBox(dialog);
    density->setObjectName(QStringLiteral("settingsDensity"));
    density->addItem(QCoreApplication::translate("Dialogs", "Compact"), false);
    density->addItem(QCoreApplication::translate("Dialogs", "Comfortable"), true);
    density->setCurrentIndex(settings.comfortable ? 1 : 0);
    addFormRow(form, dialog, QCoreApplication::translate("Dialogs", "Rows"), density);

    auto* tray = new QCheckBox(QCoreApplication::translate("Dialogs", "Show the number of drifted objects in the system tray"), dialog);
    tray->setObjectName(QStringLiteral("settingsTray"));
    tray->setChecked(settings.trayShown);
    form->addRow(tray);
    auto* history = new HistorySettings(services, dialog);
    addFormRow(form, dialog, QCoreApplication::translate("Dialogs", "History"), history);
    dialog->content()->addLayout(form);
    dialog->content()->addStretch(1);

    // Each choice applies at once; there is nothing to confirm.
    const auto store = [&services, theme, language, density, tray, history] {
        Settings changed = services.settings();
        changed.theme = theme->currentData().toString();
        changed.language = static_cast<Language>(language->currentData().toInt());
        changed.comfortable = density->currentData().toBool();
        changed.trayShown = tray->isChecked();
        history->write(changed);
        services.setSettings(changed);
    };
    for (QComboBox* box : {theme, language, density})
        QObject::connect(box, &QComboBox::currentIndexChanged, dialog, store);
    QObject::connect(tray, &QCheckBox::toggled, dialog, store);
    QObject::connect(history, &HistorySettings::changed, dialog, store);
    auto* close = dialog->addButton(QCoreApplication::translate("Dialogs", "Close"), QStringLiteral("settingsClose"), true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->resize(520, 440);
    dialog->open();
}

void openAboutDialog(QWidget* parent, Services& services)
{
    auto* dialog = new Plain(parent, QStringLiteral("about"));
    dialog->setHeading(QStringLiteral("Driftglass"),
        QCoreApplication::translate("Dialogs", "Shows live whether a Kubernetes cluster is what Git says it should be."));
    auto* facts = new QFormLayout;
    facts->setLabelAlignment(Qt::AlignTrailing);
    const auto add = [&](const QString& word, const QString& value) {
        auto* label = views::makeLabel(dialog, theme::FontRole::Body, theme::Color::Text1, value, true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        facts->addRow(views::makeLabel(dialog, theme::FontRole::Body, theme::Color::Text2, word), label);
    };
    add(QCoreApplication::translate("Dialogs", "Version"), services.version());
    add(QStringLiteral("Qt"), QString::fromLatin1(qVersion()));
    add(QCoreApplication::translate("Dialogs", "Licence"), QStringLiteral("Apache-2.0"));
    if (!services.logFile().isEmpty())
        add(QCoreApplication::translate("Dialogs", "Log"), services.logFile());
    dialog->content()->addLayout(facts);
    dialog->content()->addStretch(1);
    auto* close = dialog->addButton(QCoreApplication::translate("Dialogs", "Close"), QStringLiteral("aboutClose"), true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->resize(460, 300);
    dialog->open();
}

void openShortcutsSheet(QWidget* parent, const std::vector<std::pair<QString, QString>>& rows)
{
    auto* dialog = new Plain(parent, QStringLiteral("shortcuts"));
    dialog->setHeading(QCoreApplication::translate("Dialogs", "Keyboard shortcuts"), {});
    auto* area = new QScrollArea(dialog);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    auto* sheet = new views::Surface(theme::Color::Raised);
    auto* grid = new QGridLayout(sheet);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metric::DialogPadding);
    grid->setVerticalSpacing(metric::Gap / 2);
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const auto& [keys, what] : rows) {
        if (keys.isEmpty()) {
            auto* heading = views::makeLabel(sheet, theme::FontRole::SmallBold, theme::Color::Text2, what);
            heading->setContentsMargins(0, line == 0 ? 0 : metric::Gap, 0, 0);
            grid->addWidget(heading, line++, 0, 1, 2);
            continue;
        }
        grid->addWidget(views::makeLabel(sheet, theme::FontRole::Body, theme::Color::Text2, keys), line, 0);
        grid->addWidget(views::makeLabel(sheet, theme::FontRole::Body, theme::Color::Text1, what), line++, 1);
    }
    grid->setRowStretch(line, 1);
    area->setWidget(sheet);
    dialog->content()->addWidget(area, 1);
    auto* close = dialog->addButton(QCoreApplication::translate("Dialogs", "Close"), QStringLiteral("shortcutsClose"), true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    dialog->resize(520, 560);
    dialog->open();
}

QDialog* openConsentDialog(QWidget* parent, Services& services, const ConsentQuestion& question)
{
    auto* dialog = new Plain(parent, QStringLiteral("consent"));
    dialog->setHeading(QCoreApplication::translate("Dialogs", "Run a credential program?"),
        QCoreApplication::translate("Dialogs", "%1 signs in with a program on this computer. Its kubeconfig asks for it: %2")
            .arg(text::cleanLine(question.cluster.toStdString()), text::cleanLine(question.definedIn.toStdString())));
    // The whole command line, one argument a line: nothing can hide behind a long first word.
    auto* command = new QPlainTextEdit(dialog);
    command->setObjectName(QStringLiteral("consentCommand"));
    command->setAccessibleName(QCoreApplication::translate("Dialogs", "Program and arguments"));
    command->setReadOnly(true);
    command->setFont(theme::of(dialog).font(theme::FontRole::Revision));
    QString lines = text::cleanLine(question.program.toStdString());
    for (const QString& argument : question.arguments)
        lines += QStringLiteral("\n    ") + text::cleanLine(argument.toStdString());
    command->setPlainText(lines);
    dialog->content()->addWidget(command, 1);
    dialog->setFooterText(QCoreApplication::translate("Dialogs", "It runs with your rights."));
    auto* deny = dialog->addButton(QCoreApplication::translate("Dialogs", "Deny"), QStringLiteral("consentDeny"), false);
    auto* always = dialog->addButton(QCoreApplication::translate("Dialogs", "Always allow"), QStringLiteral("consentAlways"), false);
    auto* once = dialog->addButton(QCoreApplication::translate("Dialogs", "Allow once"), QStringLiteral("consentOnce"), true);
    const quint64 id = question.id;
    const auto answer = [dialog, &services, id](Consent consent) {
        dialog->disconnect(dialog); // the answer is given once
        services.answerConsent(id, consent);
        dialog->close();
    };
    QObject::connect(deny, &QPushButton::clicked, dialog, [answer] { answer(Consent::Deny); });
    QObject::connect(always, &QPushButton::clicked, dialog, [answer] { answer(Consent::AllowAlways); });
    QObject::connect(once, &QPushButton::clicked, dialog, [answer] { answer(Consent::AllowOnce); });
    QObject::connect(dialog, &QDialog::rejected, dialog, [&services, id] { services.answerConsent(id, Consent::Deny); });
    dialog->resize(560, 360);
    dialog->open();
    return dialog;
}

} // namespace dg::window
