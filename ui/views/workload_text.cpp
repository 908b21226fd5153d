// SPDX-License-Identifier: Apache-2.0
#include "workload_text.h"

#include "session/session.h"
#include "text/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace dg::views {

namespace {

QString say(const char* word)
{
    return QCoreApplication::translate("Workload", word);
}

QString counted(std::int64_t count, const char* one, const char* many)
{
    return count == 1 ? say(one) : QCoreApplication::translate("Workload", many, nullptr, static_cast<int>(count));
}

} // namespace

QString podPlace(const flux::WorkloadObject& pod)
{
    QString image = text::cleanLine(pod.image);
    if (pod.moreImages > 0) //: %1 is a container image; %n further ones follow
        image = QCoreApplication::translate("Workload", "%1 and %n more", nullptr, pod.moreImages).arg(image);
    const QString node = text::cleanLine(pod.node);
    if (node.isEmpty())
        return image;
    //: %1 is a container image, %2 a node of the cluster
    return image.isEmpty() ? node : QCoreApplication::translate("Workload", "%1 on %2").arg(image, node);
}

QString podReason(const flux::WorkloadObject& pod)
{
    if (pod.health == flux::Health::Current || pod.health == flux::Health::Terminating)
        return {};
    return text::cleanLine(pod.waitingReason.empty() ? pod.healthMessage : pod.waitingReason);
}

QString restartWords(std::int64_t restarts)
{
    return restarts > 0 ? counted(restarts, QT_TRANSLATE_NOOP("Workload", "1 restart"), QT_TRANSLATE_N_NOOP("Workload", "%n restarts"))
                        : QString();
}

QString childMessage(const flux::WorkloadObject& child, const flux::Verdict& verdict)
{
    QStringList parts;
    const std::string_view kind = child.key.kind.view();
    if (kind == "Pod") {
        parts << podReason(child) << podPlace(child) << restartWords(child.restarts);
    } else {
        parts << (verdict.state == flux::State::Ready ? QString() : text::verdictMessage(verdict));
        if (kind == "ReplicaSet") {
            if (child.rollout > 0) //: of a Deployment's rollout; %1 is a number
                parts << QCoreApplication::translate("Workload", "Revision %1").arg(child.rollout);
            parts << counted(child.replicas, QT_TRANSLATE_NOOP("Workload", "1 replica"), QT_TRANSLATE_N_NOOP("Workload", "%n replicas"));
        }
    }
    parts.removeAll(QString());
    return parts.join(QStringLiteral(", "));
}

QString noteSentence(tree::ChildNote note, std::string_view plural, std::string_view ns, const Error& error)
{
    switch (note) {
    case tree::ChildNote::None:
        break;
    case tree::ChildNote::Reading:
        return say(QT_TRANSLATE_NOOP("Workload", "Reading…"));
    case tree::ChildNote::Empty:
        return say(QT_TRANSLATE_NOOP("Workload", "Nothing runs for it"));
    case tree::ChildNote::Unreadable:
        return error.code == ErrorCode::Forbidden
            //: %1 is a kind in the plural such as pods, %2 a namespace
            ? QCoreApplication::translate("Workload", "No right to list %1 in %2").arg(text::cleanLine(plural), text::cleanLine(ns))
            //: %1 is a kind in the plural such as pods, %2 a namespace
            : QCoreApplication::translate("Workload", "Cannot list %1 in %2").arg(text::cleanLine(plural), text::cleanLine(ns));
    case tree::ChildNote::LeftOut:
        //: %1 is a namespace, %2 a number
        return QCoreApplication::translate("Workload", "%1 is not watched: workloads of at most %2 namespaces are at once")
            .arg(text::cleanLine(ns))
            .arg(session::MaxWorkloadNamespaces);
    }
    return {};
}

} // namespace dg::views
