// SPDX-License-Identifier: Apache-2.0
#include "compare_settings.h"

#include "text/words.h"
#include "theme/theme.h"
#include "views/surface.h"
#include "widgets/buttons.h"
#include "widgets/labels.h"
#include "window/services.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

CompareSettings::CompareSettings(Services& services, items::ClusterModel& cluster, QWidget* parent)
    : QWidget(parent)
    , m_services(services)
    , m_cluster(&cluster)
    , m_settings(cluster.exactSettings())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::Gap);
    column->addWidget(new widgets::PlainLabel(tr("With what"), FontRole::BodyBold, Color::Text1, this));
    m_with = views::makeLabel(this, FontRole::Body, Color::Text2, {}, true);
    m_with->setObjectName(QStringLiteral("compareWith"));
    column->addWidget(m_with);
    addFiles(column);
    m_dryRun = new QCheckBox(tr("Ask the server: a dry run of applying it again. Nothing is written"), this);
    m_dryRun->setObjectName(QStringLiteral("compareDryRun"));
    m_dryRun->setChecked(m_settings.dryRun);
    column->addWidget(m_dryRun);
    m_secrets = new QCheckBox(tr("Secrets too: by a keyed hash, their values are never shown"), this);
    m_secrets->setObjectName(QStringLiteral("compareSecrets"));
    m_secrets->setChecked(m_settings.includeSecrets);
    column->addWidget(m_secrets);
    column->addSpacing(metric::Gap);
    column->addWidget(new widgets::PlainLabel(tr("Rights it needs"), FontRole::BodyBold, Color::Text1, this));
    m_rights = new CompareRights(
        [this](std::vector<session::AccessQuestion> questions, std::function<void(CompareRights::Answers)> done) {
            if (m_cluster)
                m_cluster->checkAccess(std::move(questions), std::move(done));
        },
        this);
    m_rights->setMinimumHeight(96);
    column->addWidget(m_rights, 1);
    connect(m_dryRun, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.dryRun = on;
        refresh();
    });
    connect(m_secrets, &QCheckBox::toggled, this, [this](bool on) {
        m_settings.includeSecrets = on;
        refresh();
    });
}

void CompareSettings::addFiles(QVBoxLayout* column)
{
    m_files = new QWidget(this);
    auto* box = new QVBoxLayout(m_files);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(metric::Gap);
    auto* row = new QHBoxLayout;
    row->setSpacing(metric::Gap);
    m_source = new QComboBox(m_files);
    m_source->setObjectName(QStringLiteral("compareSource"));
    m_source->setAccessibleName(tr("Source"));
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_source->setMinimumContentsLength(22);
    row->addWidget(m_source);
    m_folder = new QLineEdit(m_files);
    m_folder->setObjectName(QStringLiteral("compareFolder"));
    m_folder->setAccessibleName(tr("Folder with the source's files"));
    m_folder->setPlaceholderText(tr("Folder with its files"));
    row->addWidget(m_folder, 1);
    auto* choose = new widgets::Button(tr("Choose…"), {}, m_files);
    choose->setObjectName(QStringLiteral("compareChoose"));
    choose->setAccessibleName(tr("Choose the folder"));
    choose->setAutoDefault(false);
    row->addWidget(choose);
    box->addLayout(row);
    m_gap = views::makeLabel(m_files, FontRole::Small, Color::Text2, {}, true);
    m_gap->setObjectName(QStringLiteral("compareGap"));
    box->addWidget(m_gap);
    column->addWidget(m_files);
    connect(m_source, &QComboBox::currentIndexChanged, this, [this] { showFolder(); });
    connect(m_folder, &QLineEdit::textEdited, this, [this](const QString& typed) {
        const auto source = m_source->currentData().toString().toStdString();
        if (typed.trimmed().isEmpty())
            m_settings.folders.erase(source);
        else if (!source.empty())
            m_settings.folders[source] = typed.trimmed().toStdString();
        refresh();
    });
    connect(choose, &QAbstractButton::clicked, this, [this] {
        const auto source = m_source->currentData().toString();
        //: %1 a source such as "GitRepository flux-system/apps"
        m_services.pickFolder(
            window(), tr("Files of %1").arg(m_source->currentText()), [guard = QPointer(this), source](const QString& path) {
                if (!guard || path.isEmpty())
                    return;
                guard->m_settings.folders[source.toStdString()] = path.toStdString();
                guard->refresh();
                guard->showFolder();
            });
    });
}

void CompareSettings::setScope(CompareScope scope)
{
    m_scope = std::move(scope);
    refresh();
    const QSignalBlocker quiet(m_source);
    const auto chosen = m_source->currentData();
    m_source->clear();
    for (const auto& source : m_plan.sources) {
        const auto parts = text::qs(source).split(QLatin1Char('/'));
        m_source->addItem(
            text::cleanLine(parts.value(0).toStdString() + ' ' + parts.value(1).toStdString() + '/' + parts.value(2).toStdString()),
            text::qs(source));
    }
    m_source->setCurrentIndex(std::max(0, m_source->findData(chosen)));
    showFolder();
}

void CompareSettings::clearScope()
{
    m_plan = {};
    m_with->clear();
    m_files->hide();
    m_rights->setQuestions({});
}

void CompareSettings::showFolder()
{
    const auto found = m_settings.folders.find(m_source->currentData().toString().toStdString());
    const QString path = found == m_settings.folders.end() ? QString() : text::qs(found->second);
    if (m_folder->text() != path)
        m_folder->setText(path);
}

void CompareSettings::refresh()
{
    if (!m_cluster)
        return;
    m_plan = planOf(m_cluster->tree(), m_scope, m_settings);
    QStringList words;
    if (m_plan.helmReleases > 0)
        words << tr("HelmReleases with the manifest that Helm stored in the cluster.");
    if (m_plan.kustomizations > 0)
        words << tr("Kustomizations with their source's files, from a folder here.");
    m_with->setText(words.join(QLatin1Char(' ')));
    m_files->setVisible(!m_plan.sources.empty());
    QStringList gaps;
    if (m_plan.withoutFiles > 0)
        gaps << (m_plan.withoutFiles == 1 ? tr("1 Kustomization has no folder yet and is not compared.")
                                          : tr("%n Kustomizations have no folder yet and are not compared.", nullptr, m_plan.withoutFiles));
    for (const auto& source : m_plan.sources) {
        const auto found = m_settings.folders.find(source);
        if (found != m_settings.folders.end() && !QFileInfo(text::qs(found->second)).isDir())
            gaps << tr("There is no folder %1.").arg(text::cleanLine(found->second));
    }
    m_gap->setText(gaps.join(QLatin1Char(' ')));
    m_gap->setVisible(!gaps.isEmpty());
    m_rights->setQuestions(m_plan.rights);
}

} // namespace dg::window
