// SPDX-License-Identifier: Apache-2.0
#include "drift/kustomize.h"

#include "build_transform.h"
#include "drift/exact.h"
#include "kube/exec_process.h"
#include "kustomize_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <array>

namespace dg::drift {

namespace {

constexpr Millis LongestRun{60'000};
constexpr std::size_t LargestOutput = 64u << 20;
constexpr std::size_t LongestMessage = 500;

// Into a folder that only this user can open, made by mkdtemp.
Status writeAll(const QTemporaryDir& folder, const FileMap& files)
{
    for (const auto& [path, text] : files) {
        const auto name = folder.filePath(QString::fromStdString(path));
        QFile file(name);
        if (!QDir().mkpath(QFileInfo(name).path()) || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly)
            || file.write(text->data(), static_cast<qint64>(text->size())) != static_cast<qint64>(text->size()) || !file.flush())
            return fail(ErrorCode::FileUnwritable, path, file.errorString().toStdString());
    }
    return {};
}

// Without the private folder's name in it.
std::string said(std::string text, const std::string& folder)
{
    for (auto at = text.find(folder); at != std::string::npos; at = text.find(folder, at))
        text.erase(at, folder.size() + (text[std::min(at + folder.size(), text.size() - 1)] == '/' ? 1 : 0));
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text.substr(0, LongestMessage);
}

kube::ExecCommand commandOf(const KustomizeProgram& program, const KustomizeInput& input, const std::string& folder)
{
    kube::ExecCommand command;
    command.command = program.file;
    command.args = {program.kubectl ? "kustomize" : "build", input.folder.empty() ? folder : folder + "/" + input.folder};
    // The controller allows it for the whole source; here there is nothing else in the folder, and every path was looked at.
    if (input.readsBeside)
        command.args.emplace_back("--load-restrictor=LoadRestrictionsNone");
    // No git, no kubeconfig, and a proxy that nobody is: nothing can be fetched even where a name was not seen to be remote.
    command.onlyThisEnvironment = true;
    command.env = {{"PATH", "/nonexistent"}, {"HOME", folder}, {"TMPDIR", folder}, {"KUBECONFIG", "/dev/null"}, {"LC_ALL", "C"},
        {"HTTP_PROXY", "http://127.0.0.1:1"}, {"HTTPS_PROXY", "http://127.0.0.1:1"}};
    command.timeout = LongestRun;
    command.maxOutput = LargestOutput;
    return command;
}

} // namespace

std::optional<KustomizeProgram> findKustomize(const std::string& path)
{
    for (const bool kubectl : {false, true}) {
        if (auto file = kube::findExecutable(kubectl ? "kubectl" : "kustomize", path); !file.empty())
            return KustomizeProgram{std::move(file), kubectl};
    }
    return std::nullopt;
}

bool kustomizeCould(const Error& refusal)
{
    static constexpr std::array<std::string_view, 3> Never{"remote resources", "resources outside of the source", ".sourceignore"};
    const std::string_view what = refusal.detail;
    if (refusal.code != ErrorCode::Unsupported || refusal.subject.starts_with("spec.") || std::ranges::find(Never, what) != Never.end())
        return false;
    const auto starts = [&](std::string_view words) { return what.starts_with(words); };
    // patchesStrategicMerge and patchesJson6902 are fields of a file still; of a Kustomization v1 dropped them.
    return !starts("${") && !starts("a Secret's") && !starts("helm") && !starts("plugins")
        && (!refusal.subject.empty() || !starts("patches") || what == "patches");
}

Result<std::vector<Value>> buildWithProgram(
    const Files& files, const BuildSpec& spec, const KustomizeProgram& program, const std::stop_token& stop)
{
    const auto input = kustomizeInput(files, spec);
    if (!input)
        return tl::unexpected(input.error());
    const QTemporaryDir folder;
    if (!folder.isValid())
        return fail(ErrorCode::FileUnwritable, QDir::tempPath().toStdString(), folder.errorString().toStdString());
    if (const auto ok = writeAll(folder, input->files); !ok)
        return tl::unexpected(ok.error());
    const auto root = QDir(folder.path()).canonicalPath().toStdString();
    auto ran = kube::ExecRun::wait(commandOf(program, *input, root), stop);
    if (!ran)
        return tl::unexpected(ran.error());
    if (ran->exitCode != 0)
        return fail(ErrorCode::BadValue, input->folder.empty() ? "kustomization.yaml" : input->folder, said(ran->errors, root));
    auto objects = fromYaml(ran->output.reveal());
    if (!objects)
        return fail(ErrorCode::BadAnswer, program.file, objects.error().detail);
    for (const auto& object : *objects) {
        if (!identityOf(object))
            return fail(ErrorCode::BadAnswer, program.file, "no Kubernetes object");
    }
    if (const auto ok = finish(*objects, spec); !ok)
        return tl::unexpected(ok.error());
    return std::move(*objects);
}

} // namespace dg::drift
