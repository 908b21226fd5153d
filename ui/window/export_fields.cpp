// SPDX-License-Identifier: Apache-2.0
#include "export_fields.h"

#include "text/filter.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPointer>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTimeEdit>

namespace dg::window {

namespace metric = theme::metric;
using evidence::Format;
using evidence::Topic;
using theme::Color;
using theme::FontRole;

namespace {

enum About : int { Everything, Filtered, Owned };

QString formatName(Format format)
{
    switch (format) {
    case Format::Html:
        return QStringLiteral("HTML");
    case Format::Pdf:
        return QStringLiteral("PDF");
    case Format::Csv:
        return QStringLiteral("CSV");
    case Format::Json:
        return QStringLiteral("JSON");
    case Format::Markdown:
        return QStringLiteral("Markdown");
    case Format::JUnit:
        return QStringLiteral("JUnit");
    case Format::Sarif:
        return QStringLiteral("SARIF");
    case Format::CodeQuality:
        return QStringLiteral("GitLab Code Quality");
    }
    return {};
}

void choose(QComboBox* box, int data)
{
    box->setCurrentIndex(std::max(0, box->findData(data)));
}

// Whether this one can be chosen; where it was and cannot be, `instead` is.
void offer(QComboBox* box, int data, bool possible, int instead)
{
    const auto* items = qobject_cast<QStandardItemModel*>(box->model());
    items->item(box->findData(data))->setEnabled(possible);
    if (!possible && box->currentData().toInt() == data)
        choose(box, instead);
}

} // namespace

ExportFields::ExportFields(
    Services& services, const ReportSettings& settings, const QStringList& owners, const QString& filter, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
{
    m_form = new QFormLayout(this);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setHorizontalSpacing(metric::Panel);
    m_form->setVerticalSpacing(metric::Gap);
    m_form->setLabelAlignment(Qt::AlignTrailing | Qt::AlignVCenter);
    addTopics(settings);
    m_snapshot = addPath(m_form, "exportSnapshot", tr("Snapshot"), false);
    m_snapshotRow = m_snapshot->parentWidget();
    addScope(settings, owners, filter);
    addTime(settings);
    addFormats(m_form, settings);
    m_paper = addCombo(m_form, "exportPaper", tr("Paper"));
    m_paper->addItem(QStringLiteral("A4"), static_cast<int>(report::Paper::A4));
    m_paper->addItem(QStringLiteral("Letter"), static_cast<int>(report::Paper::Letter));
    choose(m_paper, static_cast<int>(settings.paper));
    m_folder = addPath(m_form, "exportFolder", tr("Folder"), true);
    m_folderRow = m_folder->parentWidget();
    m_folder->setText(settings.folder);
    addSchedule(m_form, settings);
    for (auto* box : {m_topic, m_about, m_owner, m_since})
        connect(box, &QComboBox::currentIndexChanged, this, [this] {
            arrange();
            Q_EMIT contentChanged();
        });
    for (auto* line : {m_filter, m_snapshot})
        connect(line, &QLineEdit::textChanged, this, &ExportFields::contentChanged);
    connect(m_paper, &QComboBox::currentIndexChanged, this, &ExportFields::contentChanged);
    connect(m_folder, &QLineEdit::textChanged, this, &ExportFields::changed);
    connect(this, &ExportFields::contentChanged, this, &ExportFields::changed);
    connect(m_repeat, &QComboBox::currentIndexChanged, this, [this] {
        arrange();
        Q_EMIT changed();
    });
    arrange();
}

void ExportFields::addTopics(const ReportSettings& settings)
{
    m_topic = addCombo(m_form, "exportTopic", tr("Report"));
    m_topic->addItem(tr("Sync: state and drift now"), static_cast<int>(Topic::Sync));
    m_topic->addItem(tr("Drift: by owner, who and when"), static_cast<int>(Topic::Drift));
    m_topic->addItem(tr("Posture: the checks"), static_cast<int>(Topic::Posture));
    m_topic->addItem(tr("Change: since a snapshot"), static_cast<int>(Topic::Change));
    m_topic->addItem(tr("Delivery: lead times and failures"), static_cast<int>(Topic::Delivery));
    choose(m_topic, static_cast<int>(settings.topic));
}

void ExportFields::addScope(const ReportSettings& settings, const QStringList& owners, const QString& filter)
{
    m_about = addCombo(m_form, "exportAbout", tr("About"));
    m_about->addItem(tr("Everything of Flux"), Everything);
    m_about->addItem(tr("What a filter finds"), Filtered);
    m_about->addItem(tr("What one owner applied"), Owned);
    m_filter = new QLineEdit(settings.filter.isEmpty() ? filter : settings.filter, this);
    m_filter->setObjectName(QStringLiteral("exportFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(QStringLiteral("kind:ks ns:apps state:failed"));
    m_form->addRow(QString(), m_filter);
    m_owner = addCombo(m_form, "exportOwner", QString());
    m_owner->setAccessibleName(tr("Owner"));
    m_owner->addItems(owners);
    if (!settings.owner.isEmpty() && !owners.contains(settings.owner))
        m_owner->addItem(settings.owner); // it went, or is not here yet: what was chosen stays so
    m_owner->setCurrentText(settings.owner);
    choose(m_about, !settings.owner.isEmpty() ? Owned : !settings.filter.isEmpty() ? Filtered : Everything);
}

void ExportFields::addTime(const ReportSettings& settings)
{
    m_since = addCombo(m_form, "exportSince", tr("History"));
    m_since->addItem(tr("Nothing of it"), 0);
    m_since->addItem(tr("The last 24 hours"), 24);
    for (const int days : {7, 30, 90})
        m_since->addItem(tr("The last %n days", nullptr, days), 24 * days);
    choose(m_since, settings.sinceHours);
}

QComboBox* ExportFields::addCombo(QFormLayout* form, const char* name, const QString& word)
{
    auto* box = new QComboBox(this);
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(word);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(18);
    if (word.isEmpty())
        form->addRow(QString(), box);
    else
        form->addRow(views::makeLabel(this, FontRole::Body, Color::Text2, word), box);
    return box;
}

QLineEdit* ExportFields::addPath(QFormLayout* form, const char* name, const QString& word, bool folder)
{
    auto* row = new QWidget(this);
    auto* box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(metric::Gap);
    auto* line = new QLineEdit(row);
    line->setObjectName(QLatin1String(name));
    line->setAccessibleName(word);
    box->addWidget(line, 1);
    auto* pick = new widgets::Button(tr("Choose…"), {}, row);
    pick->setObjectName(QLatin1String(name) + QLatin1String("Choose"));
    pick->setAccessibleName(folder ? tr("Choose the folder") : tr("Choose the snapshot"));
    pick->setAutoDefault(false);
    box->addWidget(pick);
    connect(pick, &QAbstractButton::clicked, this, [this, folder, guard = QPointer(line)] {
        const auto take = [guard](const QString& path) {
            if (guard && !path.isEmpty())
                guard->setText(path);
        };
        if (folder)
            m_services.pickFolder(window(), tr("Folder for reports"), take);
        else
            m_services.pickOpenFile(window(), tr("An earlier snapshot"), take);
    });
    form->addRow(views::makeLabel(this, FontRole::Body, Color::Text2, word), row);
    return line;
}

void ExportFields::addFormats(QFormLayout* form, const ReportSettings& settings)
{
    auto* grid = new QGridLayout;
    grid->setSpacing(metric::Gap);
    for (const auto format : evidence::Formats) {
        auto* box = new QCheckBox(formatName(format), this);
        box->setObjectName(QStringLiteral("exportFormat_") + QLatin1String(evidence::formatWord(format)));
        box->setChecked(std::ranges::find(settings.formats, format) != settings.formats.end());
        const int at = static_cast<int>(m_formats.size());
        grid->addWidget(box, at / 2, at % 2);
        m_formats.push_back(box);
        connect(box, &QCheckBox::toggled, this, [this] {
            arrange();
            Q_EMIT changed();
        });
    }
    form->addRow(views::makeLabel(this, FontRole::Body, Color::Text2, tr("Formats")), grid);
}

void ExportFields::addSchedule(QFormLayout* form, const ReportSettings& settings)
{
    m_repeat = addCombo(form, "exportRepeat", tr("By itself"));
    m_repeat->addItem(tr("Never"), static_cast<int>(ReportSettings::Repeat::Off));
    m_repeat->addItem(tr("Every day"), static_cast<int>(ReportSettings::Repeat::Daily));
    m_repeat->addItem(tr("Every week"), static_cast<int>(ReportSettings::Repeat::Weekly));
    choose(m_repeat, static_cast<int>(settings.repeat));
    m_weekday = addCombo(form, "exportWeekday", tr("On"));
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
        m_weekday->addItem(QLocale().standaloneDayName(day), day);
    choose(m_weekday, settings.weekday);
    m_time = new QTimeEdit(QTime(settings.minute / 60, settings.minute % 60), this);
    m_time->setObjectName(QStringLiteral("exportTime"));
    m_time->setAccessibleName(tr("At"));
    m_time->setDisplayFormat(QStringLiteral("HH:mm"));
    form->addRow(views::makeLabel(this, FontRole::Body, Color::Text2, tr("At")), m_time);
    m_keep = new QSpinBox(this);
    m_keep->setObjectName(QStringLiteral("exportKeep"));
    m_keep->setAccessibleName(tr("Keep"));
    m_keep->setRange(1, 1000);
    m_keep->setValue(settings.keep);
    m_keep->setSuffix(tr(" of each format"));
    form->addRow(views::makeLabel(this, FontRole::Body, Color::Text2, tr("Keep")), m_keep);
    m_repeatHint = views::makeLabel(this, FontRole::Small, Color::Text2,
        tr("While this program runs and the cluster is open here. "
           "A time that was missed is made up for once."),
        true);
    form->addRow(QString(), m_repeatHint);
}

void ExportFields::setRowVisible(QWidget* field, bool visible)
{
    field->setVisible(visible);
    if (auto* label = m_form->labelForField(field))
        label->setVisible(visible);
}

void ExportFields::arrange()
{
    const auto topic = static_cast<Topic>(m_topic->currentData().toInt());
    setRowVisible(m_snapshotRow, topic == Topic::Change);
    // The checks are not by owner; a delivery report without a time would be of nothing.
    offer(m_about, Owned, topic != Topic::Posture, Everything);
    offer(m_since, 0, topic != Topic::Delivery, static_cast<int>(std::chrono::hours(evidence::DeliveryPeriod).count()));
    const int about = m_about->currentData().toInt();
    setRowVisible(m_filter, about == Filtered);
    setRowVisible(m_owner, about == Owned);
    for (const auto format : evidence::Formats)
        m_formats[static_cast<std::size_t>(format)]->setEnabled(evidence::fits(topic, format));
    const auto* pdf = m_formats[static_cast<std::size_t>(Format::Pdf)];
    setRowVisible(m_paper, pdf->isChecked());
    const bool scheduled = topic != Topic::Change;
    setRowVisible(m_repeat, scheduled);
    const auto repeat = scheduled ? static_cast<ReportSettings::Repeat>(m_repeat->currentData().toInt()) : ReportSettings::Repeat::Off;
    setRowVisible(m_weekday, repeat == ReportSettings::Repeat::Weekly);
    for (QWidget* field : std::initializer_list<QWidget*>{m_time, m_keep, m_repeatHint})
        setRowVisible(field, repeat != ReportSettings::Repeat::Off);
}

ReportSettings ExportFields::settings() const
{
    ReportSettings out;
    out.topic = static_cast<Topic>(m_topic->currentData().toInt());
    out.formats.clear();
    for (const auto format : evidence::Formats) {
        if (m_formats[static_cast<std::size_t>(format)]->isChecked() && evidence::fits(out.topic, format))
            out.formats.push_back(format);
    }
    out.paper = static_cast<report::Paper>(m_paper->currentData().toInt());
    out.folder = m_folder->text().trimmed();
    if (out.topic != Topic::Change)
        out.repeat = static_cast<ReportSettings::Repeat>(m_repeat->currentData().toInt());
    out.weekday = m_weekday->currentData().toInt();
    out.minute = m_time->time().hour() * 60 + m_time->time().minute();
    out.keep = m_keep->value();
    out.sinceHours = m_since->currentData().toInt();
    const int about = m_about->currentData().toInt();
    out.filter = about == Filtered ? m_filter->text().trimmed() : QString();
    out.owner = about == Owned ? m_owner->currentText() : QString();
    return out;
}

QString ExportFields::snapshot() const
{
    return m_snapshot->text().trimmed();
}

QString ExportFields::filterProblem() const
{
    const evidence::Filter filter(settings().filter.toStdString());
    return filter.problem() ? text::filterProblem(*filter.problem()) : QString();
}

QString ExportFields::previewMissing() const
{
    if (static_cast<Topic>(m_topic->currentData().toInt()) == Topic::Change && snapshot().isEmpty())
        return tr("Choose the snapshot to compare with: driftglass snapshot writes one.");
    return filterProblem();
}

QString ExportFields::missing() const
{
    if (const auto problem = previewMissing(); !problem.isEmpty())
        return problem;
    if (settings().formats.empty())
        return tr("Choose a format.");
    if (settings().folder.isEmpty())
        return tr("Choose a folder.");
    return {};
}

} // namespace dg::window
