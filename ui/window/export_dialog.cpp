// SPDX-License-Identifier: Apache-2.0
#include "export_dialog.h"

#include "compare_plan.h"
#include "dialog.h"
#include "export_fields.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QCoreApplication>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct Export {
    Q_DECLARE_TR_FUNCTIONS(Export)
};

constexpr int PageWidth = 520; // pixels of the preview
constexpr int PreviewDelay = 200; // ms: who types a filter is not answered at each letter

QStringList ownersOf(const items::ClusterModel& cluster)
{
    QStringList out;
    cluster.tree().forEachFlux([&out](const flux::FluxObject& object, const flux::Verdict&, bool) {
        if (isOwner(object.key))
            out << text::cleanLine(object.key.toString());
    });
    out.sort();
    return out;
}

class ExportDialog final : public Dialog {
public:
    ExportDialog(QWidget* parent, Services& services, const ExportSource& source)
        : Dialog(parent)
        , m_services(services)
        , m_source(source)
        , m_cluster(source.cluster)
    {
        setObjectName(QStringLiteral("export"));
        //: %1 a cluster
        setHeading(Export::tr("Export a report"),
            Export::tr("Of %1, as it is shown here: the cluster is not read again.")
                .arg(text::cleanLine(source.cluster->name().toStdString())));
        const auto all = services.settings().reports;
        m_fields = new ExportFields(services, all.value(key()), ownersOf(*source.cluster), source.filter, this);
        auto* columns = new QHBoxLayout;
        columns->setSpacing(metric::Panel * 2);
        auto* left = new QVBoxLayout;
        left->addWidget(m_fields);
        left->addStretch(1);
        columns->addLayout(left, 1);
        columns->addLayout(previewColumn());
        content()->addLayout(columns, 1);
        m_progress = new QProgressBar(this);
        m_progress->setObjectName(QStringLiteral("exportProgress"));
        m_progress->setAccessibleName(Export::tr("Progress"));
        m_progress->hide();
        content()->addWidget(m_progress);
        m_close = addButton(Export::tr("Close"), QStringLiteral("exportClose"), false);
        m_write = addButton(Export::tr("Export"), QStringLiteral("exportGo"), true);
        connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_write, &QPushButton::clicked, this, [this] { write(); });
        connect(m_fields, &ExportFields::contentChanged, this, [this] { m_later.start(PreviewDelay); });
        connect(m_fields, &ExportFields::changed, this, [this] { settingsChanged(); });
        connect(source.cluster, &QObject::destroyed, this, &QDialog::reject);
        m_later.setSingleShot(true);
        connect(&m_later, &QTimer::timeout, this, [this] { preview(); });
        m_write->setEnabled(m_fields->missing().isEmpty());
        setFooterText(m_fields->missing());
        resize(1000, 740);
        m_fields->setFocus();
        preview();
    }
    ~ExportDialog() override
    {
        if (m_source.runner) {
            m_source.runner->cancel(m_previewing);
            m_source.runner->cancel(m_writing);
        }
    }
    void reject() override // while it writes: stops that; then: closes, keeping what was chosen
    {
        if (m_writing != 0) {
            m_source.runner->cancel(m_writing);
            m_close->setEnabled(false);
            setFooterText(Export::tr("Stops…"));
            return;
        }
        keep();
        Dialog::reject();
    }

private:
    QString key() const { return text::qs(m_cluster->spec().name); }
    QVBoxLayout* previewColumn()
    {
        auto* column = new QVBoxLayout;
        column->setSpacing(metric::Gap);
        column->addWidget(views::makeLabel(this, FontRole::BodyBold, Color::Text1, Export::tr("Preview")));
        m_preview = views::makeLabel(this, FontRole::Body, Color::Text2, {}, true);
        m_preview->setObjectName(QStringLiteral("exportPreview"));
        m_preview->setAccessibleName(Export::tr("Preview"));
        m_preview->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
        auto* scroll = new QScrollArea(this); // the keyboard scrolls it
        scroll->setAccessibleName(Export::tr("Preview"));
        scroll->setWidgetResizable(true);
        scroll->setFixedWidth(PageWidth + 24);
        scroll->setMinimumHeight(300);
        scroll->setWidget(m_preview);
        column->addWidget(scroll, 1);
        m_pages = views::makeLabel(this, FontRole::Small, Color::Text2);
        m_pages->setObjectName(QStringLiteral("exportPages"));
        column->addWidget(m_pages);
        return column;
    }
    [[nodiscard]] ReportJob job() const
    {
        const auto chosen = m_fields->settings();
        auto question = questionOf(chosen.topic, chosen.filter, chosen.owner, m_services.pool());
        auto job = gatherReport(*m_cluster, m_services.pool(), m_services.clock(), std::move(question), m_source.outcomes);
        job.before = m_fields->snapshot();
        job.since = sinceOf(chosen);
        job.question.mutes = m_services.checkMutes();
        return job;
    }
    void preview()
    {
        m_source.runner->cancel(m_previewing);
        m_previewing = 0;
        if (!m_cluster)
            return;
        if (const auto missing = m_fields->previewMissing(); !missing.isEmpty())
            return showWords(missing);
        auto work = job();
        work.previewWidth = static_cast<int>(PageWidth * devicePixelRatioF());
        work.paper = m_fields->settings().paper;
        m_previewing = m_source.runner->start(std::move(work), this, {}, [this](const ReportOutcome& outcome) {
            if (outcome.status)
                showPage(outcome);
            else if (outcome.status.error().code != ErrorCode::Cancelled) // else a newer one comes
                showWords(text::errorSentence(outcome.status.error()));
        });
    }
    void showWords(const QString& words)
    {
        m_preview->setPixmap({});
        m_preview->setText(words);
        m_preview->setAccessibleName(words);
        m_pages->clear();
    }
    void showPage(const ReportOutcome& outcome)
    {
        auto page = QPixmap::fromImage(outcome.page);
        page.setDevicePixelRatio(devicePixelRatioF());
        m_preview->setPixmap(page);
        m_preview->setAccessibleName(outcome.title + QStringLiteral(". ") + outcome.verdict);
        m_pages->setText(
            outcome.pages == 1 ? Export::tr("One page as PDF") : Export::tr("The first of %n pages as PDF", nullptr, outcome.pages));
    }
    void settingsChanged()
    {
        if (m_writing != 0)
            return;
        m_write->setEnabled(m_fields->missing().isEmpty());
        setFooterText(m_fields->missing());
    }
    void keep()
    {
        auto all = m_services.settings();
        auto chosen = m_fields->settings();
        const auto before = all.reports.value(key());
        // A schedule begins when it is chosen: what lies before is not made up for.
        const bool sameTime = before.repeat == chosen.repeat && before.weekday == chosen.weekday && before.minute == chosen.minute;
        const auto now = std::chrono::duration_cast<Seconds>(m_services.clock().wall().time_since_epoch()).count();
        chosen.last = sameTime ? before.last : now;
        if (!m_fields->filterProblem().isEmpty()) { // nobody is there to mend it when the time comes
            chosen.filter = before.filter;
            chosen.owner = before.owner;
        }
        if (!m_cluster || chosen == before)
            return;
        all.reports.insert(key(), chosen);
        m_services.setSettings(all);
    }
    void write()
    {
        if (!m_cluster || !m_fields->missing().isEmpty() || m_writing != 0)
            return;
        keep();
        const auto chosen = m_fields->settings();
        auto work = job();
        work.formats = chosen.formats;
        work.paper = chosen.paper;
        work.folder = chosen.folder;
        m_write->setEnabled(false);
        m_fields->setEnabled(false);
        m_close->setText(Export::tr("Cancel"));
        m_progress->setRange(0, static_cast<int>(chosen.formats.size()));
        m_progress->setValue(0);
        m_progress->show();
        setFooterText(Export::tr("Writing…"));
        m_writing = m_source.runner->start(
            std::move(work), this, [this](int done, int) { m_progress->setValue(done); },
            [this](const ReportOutcome& outcome) { written(outcome); });
    }
    void written(const ReportOutcome& outcome)
    {
        m_writing = 0;
        m_progress->hide();
        m_fields->setEnabled(true);
        m_close->setText(Export::tr("Close"));
        m_close->setEnabled(true);
        m_write->setEnabled(true);
        const auto count = static_cast<int>(outcome.files.size());
        if (outcome.status) //: %n files, %1 a folder
            setFooterText(Export::tr("%n files written to %1.", nullptr, count).arg(QDir::toNativeSeparators(m_fields->settings().folder)));
        else if (outcome.status.error().code == ErrorCode::Cancelled)
            setFooterText(Export::tr("Cancelled; %n files were written before.", nullptr, count));
        else
            setFooterText(text::errorSentence(outcome.status.error()));
    }

    Services& m_services;
    ExportSource m_source;
    QPointer<items::ClusterModel> m_cluster;
    ExportFields* m_fields = nullptr;
    QLabel* m_preview = nullptr;
    QLabel* m_pages = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_close = nullptr;
    QPushButton* m_write = nullptr;
    QTimer m_later;
    quint64 m_previewing = 0, m_writing = 0;
};

} // namespace

Millis sinceOf(const ReportSettings& settings)
{
    const std::chrono::hours chosen{settings.sinceHours};
    return settings.topic == evidence::Topic::Delivery && chosen.count() == 0 ? Millis(evidence::DeliveryPeriod) : Millis(chosen);
}

evidence::Question questionOf(evidence::Topic topic, const QString& filter, const QString& owner, StringPool& pool)
{
    evidence::Question question;
    question.topic = topic;
    question.scope.filter = evidence::Filter(filter.toStdString());
    const auto parts = owner.split(QLatin1Char('/'));
    if (parts.size() == 3) {
        const auto& info = flux::info(flux::kindFromWord(parts[0].toStdString()));
        question.scope.owner = ObjectKey{
            pool.intern(info.group), pool.intern(info.name), pool.intern(parts[1].toStdString()), pool.intern(parts[2].toStdString())};
    }
    question.scopeText = evidence::scopeText({}, filter, owner);
    return question;
}

void openExportDialog(QWidget* parent, Services& services, const ExportSource& source)
{
    (new ExportDialog(parent, services, source))->open();
}

} // namespace dg::window
