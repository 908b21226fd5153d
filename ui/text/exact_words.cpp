// SPDX-License-Identifier: Apache-2.0
#include "text/exact_words.h"

#include "drift/kustomize.h"
#include "text/source_words.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <map>
#include <tuple>

namespace dg::text {

namespace {

using Why = session::NotCompared::Why;

struct Exact {
    Q_DECLARE_TR_FUNCTIONS(Exact)
};

constexpr std::size_t MostNames = 4; // namespaces in one line

QString buildSentence(const Error& error)
{
    const auto file = cleanLine(error.subject);
    const auto detail = cleanLine(error.detail);
    if (error.code == ErrorCode::Unsupported) {
        auto sentence = Exact::tr("It cannot be built here: it uses %1.").arg(detail);
        if (drift::kustomizeCould(error))
            sentence += QLatin1Char(' ') + Exact::tr("With kubectl or kustomize in the PATH it can.");
        return file.isEmpty() ? sentence : file + QStringLiteral(": ") + sentence;
    }
    if (error.code == ErrorCode::FileNotFound)
        return Exact::tr("It cannot be built: %1 is not there.").arg(file);
    if (error.line > 0)
        return Exact::tr("It cannot be built: %1, line %2: %3").arg(file).arg(error.line).arg(detail);
    return file.isEmpty() ? Exact::tr("It cannot be built: %1").arg(detail) : Exact::tr("It cannot be built: %1: %2").arg(file, detail);
}

QString rightSentence(const session::NotCompared& one)
{
    const auto right = cleanLine(one.right);
    return one.ns.empty() ? Exact::tr("The right to %1 is missing.").arg(right)
                          : Exact::tr("The right to %1 in namespace %2 is missing.").arg(right, cleanLine(one.ns));
}

} // namespace

QString whyNotCompared(const session::NotCompared& one, Teller teller)
{
    const bool window = teller == Teller::Window;
    switch (one.why) {
    case Why::NoFiles:
        return window ? Exact::tr("Its manifests are not in the cluster: fetch its source, or choose the folder of its files.")
                      : Exact::tr("Its manifests are not in the cluster: --from source fetches them, --from FOLDER names its source's files.");
    case Why::RemoteCluster:
        return Exact::tr("It applies to another cluster.");
    case Why::NotFetched:
        return notFetchedSentence(one.error);
    case Why::CannotBuild:
        return buildSentence(one.error);
    case Why::NoRelease:
        return Exact::tr("Helm's stored release is not there.");
    case Why::Forbidden:
        return rightSentence(one);
    case Why::NotServed:
        return Exact::tr("The cluster does not serve its API version.");
    case Why::SecretNotAsked:
        return window ? Exact::tr("Secrets were not asked for.") : Exact::tr("Secrets are compared with --secrets only.");
    case Why::NotNamed:
        return Exact::tr("Its owner's manifests do not name it.");
    case Why::NoNamespace:
        return Exact::tr("The manifest names no namespace.");
    case Why::DryRunRefused:
        return Exact::tr("The server refused the dry run; compared field by field instead. %1").arg(cleanLine(one.error.detail));
    case Why::Failed:
        break;
    }
    return errorSentence(one.error);
}

bool isByChoice(Why why)
{
    return why == Why::NoFiles || why == Why::RemoteCluster || why == Why::SecretNotAsked || why == Why::DryRunRefused;
}

std::vector<NotComparedLine> linesOf(const std::vector<session::NotCompared>& all, Teller teller)
{
    std::map<std::tuple<QString, bool, QString>, std::vector<const session::NotCompared*>> groups;
    for (const auto& one : all) { // without files all Kustomizations say the same
        const auto owner = one.why == Why::NoFiles ? QStringLiteral("Kustomization") : nameOf(one.owner);
        groups[{owner, isByChoice(one.why), whyNotCompared(one, teller)}].push_back(&one);
    }
    std::vector<NotComparedLine> out;
    for (const auto& [key, members] : groups) {
        const auto& [owner, byChoice, sentence] = key;
        NotComparedLine line{owner, sentence, byChoice, {}, members.front()->owner};
        if (members.size() == 1) {
            line.object = members.front()->object;
            line.what = line.object.empty() ? nameOf(line.owner) : cleanLine(line.object.toString());
        } else {
            line.what += QStringLiteral(": ") + Exact::tr("%1 objects").arg(members.size());
            if (members.front()->why == Why::NoFiles)
                line.owner = {};
        }
        out.push_back(std::move(line));
    }
    return out;
}

QString nameOf(const flux::Reference& reference)
{
    return cleanLine(reference.kind.view()) + QLatin1Char('/') + cleanLine(reference.ns.view()) + QLatin1Char('/')
        + cleanLine(reference.name.view());
}

QString rightText(const session::AccessAnswer& answer)
{
    const auto& what = answer.resource.empty() ? answer.question.kind : answer.resource;
    return cleanLine(answer.question.verb) + QLatin1Char(' ') + cleanLine(what);
}

QString permissionText(const session::AccessAnswer& answer)
{
    if (answer.resource.empty())
        return Exact::tr("Not served here");
    switch (answer.permission) {
    case session::Permission::Allowed:
        return Exact::tr("You have it");
    case session::Permission::Denied: {
        if (answer.lacking.empty())
            return Exact::tr("You lack it");
        QStringList names;
        for (std::size_t i = 0; i < answer.lacking.size() && i < MostNames; ++i)
            names << cleanLine(answer.lacking[i]);
        if (answer.lacking.size() > MostNames)
            names << QStringLiteral("…");
        return Exact::tr("You lack it in %1").arg(names.join(QStringLiteral(", ")));
    }
    case session::Permission::Unknown:
        break;
    }
    return Exact::tr("Not known");
}

} // namespace dg::text
