// SPDX-License-Identifier: Apache-2.0
#include "save_file.h"

#include <QSaveFile>

namespace dg::window {

Status saveFile(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fail(ErrorCode::FileUnwritable, path.toStdString(), file.errorString().toStdString());
    return {};
}

} // namespace dg::window
