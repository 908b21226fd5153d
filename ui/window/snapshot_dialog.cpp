// SPDX-License-Identifier: Apache-2.0
// "Save a snapshot": what it would hold is read first and shown, then it may be saved.
#include "dialog.h"
#include "dialogs.h"
#include "evidence/contents_words.h"
#include "items/cluster_list_model.h"
#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFile>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSaveFile>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct SnapshotText {
    Q_DECLARE_TR_FUNCTIONS(SnapshotDialog)
};

constexpr QSize DialogSize(720, 660);
constexpr int NumberColumns[] = {1, 2}; // of evidence::contentsHeader()

Status copyTo(const QString& from, const QString& to)
{
    QFile source(from);
    QSaveFile target(to);
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        return fail(ErrorCode::FileUnwritable, to.toStdString(), target.errorString().toStdString());
    constexpr qint64 Block = 1 << 20;
    while (!source.atEnd()) {
        const auto bytes = source.read(Block);
        if (bytes.isEmpty() || target.write(bytes) != bytes.size())
            return fail(ErrorCode::FileUnwritable, to.toStdString(), target.errorString().toStdString());
    }
    return target.commit() ? Status{} : Status(fail(ErrorCode::FileUnwritable, to.toStdString(), target.errorString().toStdString()));
}

class SnapshotDialog final : public Dialog {
public:
    SnapshotDialog(QWidget* parent, Services& services, items::ClusterModel& cluster)
        : Dialog(parent)
        , m_services(services)
        , m_cluster(&cluster)
    {
        setObjectName(QStringLiteral("snapshot"));
        //: %1 a cluster
        setHeading(SnapshotText::tr("Save a snapshot"),
            SnapshotText::tr("Of %1, read anew, in one file that opens anywhere. Below is what it holds.")
                .arg(text::cleanLine(cluster.name().toStdString())));
        m_pseudonyms = box(SnapshotText::tr("Pseudonyms in place of names"), "snapshotPseudonyms");
        m_values = box(SnapshotText::tr("With environment variables, Helm values and mail addresses"), "snapshotValues");
        addHistory();
        m_kinds = new QTreeWidget(this);
        m_kinds->setObjectName(QStringLiteral("snapshotKinds"));
        m_kinds->setAccessibleName(SnapshotText::tr("What it holds"));
        m_kinds->setRootIsDecorated(false);
        m_kinds->setUniformRowHeights(true);
        m_kinds->setAllColumnsShowFocus(true);
        m_kinds->setHeaderLabels(evidence::contentsHeader());
        m_kinds->header()->setStretchLastSection(true);
        m_kinds->setColumnWidth(0, 240);
        for (const int column : NumberColumns)
            m_kinds->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        content()->addWidget(m_kinds, 1);
        m_notes = views::makeLabel(this, FontRole::Body, Color::Text2, {}, true);
        m_notes->setObjectName(QStringLiteral("snapshotNotes"));
        m_notes->setTextFormat(Qt::PlainText);
        content()->addWidget(m_notes);
        auto* cancel = addButton(SnapshotText::tr("Cancel"), QStringLiteral("snapshotCancel"), false);
        m_save = addButton(SnapshotText::tr("Save…"), QStringLiteral("snapshotSave"), true);
        connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
        connect(m_save, &QPushButton::clicked, this, [this] { save(); });
        connect(&cluster, &QObject::destroyed, this, &QDialog::reject);
        resize(DialogSize);
        take();
    }

private:
    QCheckBox* box(const QString& words, const char* name)
    {
        auto* made = new QCheckBox(words, this);
        made->setObjectName(QLatin1String(name));
        content()->addWidget(made);
        connect(made, &QCheckBox::toggled, this, [this] { take(); });
        return made;
    }

    void addHistory()
    {
        m_history = new QComboBox(this);
        m_history->setObjectName(QStringLiteral("snapshotHistory"));
        m_history->setAccessibleName(SnapshotText::tr("History"));
        m_history->addItem(SnapshotText::tr("Without the history"), 0);
        m_history->addItem(SnapshotText::tr("With the history of a day"), 1);
        m_history->addItem(SnapshotText::tr("With the history of a week"), 7);
        m_history->addItem(SnapshotText::tr("With all of the history"), 4000);
        m_history->setEnabled(m_cluster->historyDesk());
        auto* row = new QHBoxLayout;
        row->addWidget(m_history);
        row->addStretch(1);
        content()->addLayout(row);
        connect(m_history, &QComboBox::activated, this, [this] { take(); });
    }

    // Another wish reads again: what is shown is what will be in the file.
    void take()
    {
        m_taken.reset();
        m_save->setEnabled(false);
        setFooterText(SnapshotText::tr("Reading…"));
        SnapshotWish wish;
        wish.pseudonyms = m_pseudonyms->isChecked();
        wish.withValues = m_values->isChecked();
        if (const int days = m_history->currentData().toInt(); days > 0)
            wish.history = std::chrono::days(days);
        const int asked = ++m_asked;
        m_services.takeSnapshot(
            m_services.clusters().rowOf(m_cluster), wish, this,
            [this, asked](const capture::Contents& soFar) {
                if (asked == m_asked)
                    setFooterText(SnapshotText::tr("Reading… %1").arg(evidence::contentsLine(soFar)));
            },
            [this, asked](Result<TakenSnapshot> taken) {
                if (asked == m_asked)
                    show(std::move(taken));
            });
    }

    void show(Result<TakenSnapshot> taken)
    {
        if (!taken) {
            setFooterText({});
            m_notes->setText(text::errorSentence(taken.error()));
            return;
        }
        m_taken = std::move(*taken);
        m_kinds->clear();
        for (const auto& kind : m_taken->contents.kinds) {
            if (kind.objects == 0)
                continue;
            auto* item = new QTreeWidgetItem(m_kinds, evidence::contentsRow(kind));
            item->setSizeHint(0, QSize(0, metric::Row));
            for (const int column : NumberColumns)
                item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
        m_notes->setText(evidence::contentsNotes(m_taken->contents).join(QLatin1Char('\n')));
        setFooterText(evidence::contentsLine(m_taken->contents));
        m_save->setEnabled(true);
        m_save->setFocus();
    }

    void save()
    {
        if (!m_taken)
            return;
        const auto name = m_taken->contents.head.pseudonyms ? QStringLiteral("cluster") : text::cleanLine(m_cluster->spec().name);
        m_services.pickSaveFile(
            this, SnapshotText::tr("Save a snapshot"), name + QStringLiteral(".dgsnap"), [guard = QPointer(this)](const QString& path) {
                if (!guard || path.isEmpty() || !guard->m_taken)
                    return;
                if (const auto saved = copyTo(guard->m_taken->file, path); !saved)
                    guard->m_notes->setText(text::errorSentence(saved.error()));
                else
                    guard->accept();
            });
    }

    Services& m_services;
    QPointer<items::ClusterModel> m_cluster;
    QCheckBox* m_pseudonyms = nullptr;
    QCheckBox* m_values = nullptr;
    QComboBox* m_history = nullptr;
    QTreeWidget* m_kinds = nullptr;
    QLabel* m_notes = nullptr;
    QPushButton* m_save = nullptr;
    std::optional<TakenSnapshot> m_taken;
    int m_asked = 0;
};

} // namespace

void openSnapshotDialog(QWidget* parent, Services& services, items::ClusterModel& cluster)
{
    (new SnapshotDialog(parent, services, cluster))->open();
}

} // namespace dg::window
