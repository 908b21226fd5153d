// SPDX-License-Identifier: Apache-2.0
#include "text/source_words.h"

#include "text/words.h"

#include <QCoreApplication>

namespace dg::text {

namespace {

struct SourceText {
    Q_DECLARE_TR_FUNCTIONS(SourceText)
};

QString unsupported(const QString& what, const std::string& detail)
{
    if (detail == "kind")
        return SourceText::tr("The files of a %1 cannot be fetched from here. Name a folder that holds them.").arg(what);
    if (detail == "host")
        return SourceText::tr("%1 is on no GitLab that is known here. GITLAB_HOST names one; otherwise name a folder with a clone.")
            .arg(what);
    if (detail == "layerOperation")
        return SourceText::tr("%1 keeps its layer packed (operation: copy): there are no files to build from.").arg(what);
    if (detail.starts_with("spec."))
        return SourceText::tr("%1 uses %2, which cannot be followed here. Name a folder that holds its files.")
            .arg(what, cleanLine(detail));
    if (detail == "index")
        return SourceText::tr("The digest of %1 stands for several images, and Flux chose one by its platform. Name a folder.").arg(what);
    if (detail == "identityToken")
        return SourceText::tr("Docker keeps an identity token for %1, which cannot be used here. Set DRIFTGLASS_REGISTRY_HOST, "
                              "DRIFTGLASS_REGISTRY_USER and DRIFTGLASS_REGISTRY_PASSWORD.")
            .arg(what);
    return SourceText::tr("%1 is no revision that can be fetched. Name a folder that holds its files.").arg(what);
}

} // namespace

QString notFetchedSentence(const Error& error)
{
    const auto what = cleanLine(error.subject);
    const auto detail = cleanLine(error.detail);
    switch (error.code) {
    case ErrorCode::Unsupported:
        return unsupported(what, error.detail);
    case ErrorCode::NotFound:
        if (error.detail == "revision")
            return SourceText::tr("Nothing of %1 has been applied yet, so there is no revision to fetch.").arg(what);
        return SourceText::tr("%1 no longer has the revision that was applied, or hides it from this login.").arg(what);
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
        return SourceText::tr("%1 does not show it to this login. Logins come from docker's config.json or DRIFTGLASS_REGISTRY_HOST, "
                              "_USER and _PASSWORD; for GitLab from GITLAB_TOKEN and GITLAB_HOST.")
            .arg(what);
    case ErrorCode::TlsUntrusted:
        return SourceText::tr("The certificate of %1 is not trusted. Its authority has to be one of this system's.").arg(what);
    case ErrorCode::Redirected:
        return SourceText::tr("%1 redirects to an address that cannot be followed safely.").arg(what);
    case ErrorCode::BadAnswer:
        if (error.detail == "digest")
            return SourceText::tr("What %1 sent does not have the digest that was applied. None of it was used.").arg(what);
        return SourceText::tr("What %1 sent cannot be used: %2").arg(what, detail);
    case ErrorCode::BadValue:
        return SourceText::tr("The archive of %1 was refused: %2").arg(what, detail);
    case ErrorCode::TooLarge:
        return SourceText::tr("%1 holds more than is read here: %2").arg(what, detail);
    default:
        return errorSentence(error);
    }
}

} // namespace dg::text
