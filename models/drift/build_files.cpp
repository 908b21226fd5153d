// SPDX-License-Identifier: Apache-2.0
#include "drift/build.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace dg::drift {

namespace {

constexpr qint64 LargestFile = 16 << 20;

class FolderFiles final : public Files {
public:
    explicit FolderFiles(QString root)
        : m_root(std::move(root))
    {
    }
    bool isFile(const std::string& path) const override { return !inside(path).isEmpty() && QFileInfo(inside(path)).isFile(); }
    bool isFolder(const std::string& path) const override { return !inside(path).isEmpty() && QFileInfo(inside(path)).isDir(); }
    Result<std::string> read(const std::string& path) const override
    {
        const auto real = inside(path);
        if (real.isEmpty())
            return fail(ErrorCode::FileNotFound, path);
        QFile file(real);
        if (file.size() > LargestFile)
            return fail(ErrorCode::FileTooLarge, path);
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::FileUnreadable, path, file.errorString().toStdString());
        return file.readAll().toStdString();
    }
    std::vector<std::string> list(const std::string& folder) const override
    {
        std::vector<std::string> names;
        const auto real = inside(folder);
        if (real.isEmpty())
            return names;
        for (const auto& name : QDir(real).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name))
            names.push_back(name.toStdString());
        return names;
    }

private:
    // Empty: not there, or a link leads out.
    QString inside(const std::string& path) const
    {
        const auto real = QFileInfo(m_root + QLatin1Char('/') + QString::fromStdString(path)).canonicalFilePath();
        return real == m_root || real.startsWith(m_root + QLatin1Char('/')) ? real : QString();
    }
    QString m_root;
};

class MemoryFiles final : public Files {
public:
    explicit MemoryFiles(FileMap files)
        : m_files(std::move(files))
    {
    }
    bool isFile(const std::string& path) const override { return m_files.contains(path); }
    bool isFolder(const std::string& path) const override
    {
        const auto below = path.empty() ? path : path + "/";
        const auto next = m_files.lower_bound(below);
        return path.empty() || (next != m_files.end() && next->first.starts_with(below));
    }
    Result<std::string> read(const std::string& path) const override
    {
        const auto found = m_files.find(path);
        if (found == m_files.end())
            return fail(ErrorCode::FileNotFound, path);
        if (!found->second)
            return fail(ErrorCode::FileTooLarge, path);
        return *found->second;
    }
    std::vector<std::string> list(const std::string& folder) const override
    {
        std::vector<std::string> names;
        const auto below = folder.empty() ? folder : folder + "/";
        for (auto next = m_files.lower_bound(below); next != m_files.end() && next->first.starts_with(below);) {
            const auto& path = next->first;
            names.push_back(path.substr(below.size(), path.find('/', below.size()) - below.size()));
            // Past everything in that folder: '0' follows '/'.
            next = path.find('/', below.size()) == std::string::npos ? std::next(next) : m_files.lower_bound(below + names.back() + "0");
        }
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        return names;
    }

private:
    FileMap m_files;
};

} // namespace

std::unique_ptr<Files> memoryFiles(FileMap files)
{
    return std::make_unique<MemoryFiles>(std::move(files));
}

Result<std::unique_ptr<Files>> folderFiles(const std::string& path)
{
    const QFileInfo folder(QString::fromStdString(path));
    if (!folder.isDir())
        return fail(ErrorCode::FileNotFound, path);
    return std::make_unique<FolderFiles>(folder.canonicalFilePath());
}

} // namespace dg::drift
