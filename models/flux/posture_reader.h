// SPDX-License-Identifier: Apache-2.0
// Reads a Posture beside the other fields of an object. Private to flux.
#pragma once

#include "flux/object.h"
#include "flux/posture.h"
#include "json/json.h"

#include <memory>
#include <string_view>

namespace dg::flux {

class PostureReader {
public:
    explicit PostureReader(StringPool& pool)
        : m_pool(pool)
    {
    }
    // Fields that nobody else takes. False: broken JSON.
    [[nodiscard]] bool spec(std::string_view key, json::Value& value);
    void status(std::string_view key, json::Value& value);
    void setRetryInterval(std::optional<Millis> interval) { m_posture.retryInterval = interval; }
    void setAgent(std::string id, std::string project);
    void setCoverLabels(std::vector<std::string> labels);
    void keepAddress(); // spec.address is a project's page; it is dropped otherwise
    // Null: nothing was said. `last` is the one read before: objects alike share one.
    [[nodiscard]] std::shared_ptr<const Posture> finish(std::shared_ptr<const Posture>& last);

private:
    StringPool& m_pool;
    Posture m_posture;
    std::string m_address;
};

} // namespace dg::flux
