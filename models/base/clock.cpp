// SPDX-License-Identifier: Apache-2.0
#include "base/clock.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace dg {

using namespace std::chrono;

SteadyTime SystemClock::steady() const
{
    return steady_clock::now();
}
WallTime SystemClock::wall() const
{
    return floor<milliseconds>(system_clock::now());
}

namespace {

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return std::nullopt;
    int value = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9')
            return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

// The zone at the end of a time: minutes east of UTC.
std::optional<int> zoneMinutes(std::string_view zone)
{
    if (zone == "Z" || zone == "z")
        return 0;
    if (zone.size() != 6 || (zone[0] != '+' && zone[0] != '-') || zone[3] != ':')
        return std::nullopt;
    const auto h = digits(zone, 1, 2);
    const auto m = digits(zone, 4, 2);
    if (!h || !m || *h > 23 || *m > 59)
        return std::nullopt;
    return (zone[0] == '-' ? -1 : 1) * (*h * 60 + *m);
}

} // namespace

std::optional<WallTime> parseRfc3339(std::string_view text)
{
    if (text.size() < 20 || text[4] != '-' || text[7] != '-' || (text[10] != 'T' && text[10] != 't') || text[13] != ':' || text[16] != ':')
        return std::nullopt;
    const auto y = digits(text, 0, 4), mo = digits(text, 5, 2), d = digits(text, 8, 2);
    const auto h = digits(text, 11, 2), mi = digits(text, 14, 2), s = digits(text, 17, 2);
    if (!y || !mo || !d || !h || !mi || !s || *h > 23 || *mi > 59 || *s > 60)
        return std::nullopt;
    const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)}, day{static_cast<unsigned>(*d)}};
    if (!date.ok())
        return std::nullopt;
    std::size_t at = 19;
    int millis = 0;
    if (text[at] == '.') {
        int scale = 100;
        std::size_t begin = ++at;
        while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
            millis += (text[at] - '0') * scale;
            scale /= 10;
            ++at;
        }
        if (at == begin)
            return std::nullopt;
    }
    const auto zone = zoneMinutes(text.substr(at));
    if (!zone)
        return std::nullopt;
    return WallTime{sys_days{date}} + hours{*h} + minutes{*mi - *zone} + seconds{*s} + milliseconds{millis};
}

namespace {

std::string formatSeconds(WallTime time)
{
    const auto days = floor<std::chrono::days>(time);
    const year_month_day date{days};
    const hh_mm_ss clock{floor<seconds>(time - days)};
    std::string text = "0000-00-00T00:00:00"; // digit by digit: snprintf takes many times as long
    const auto put = [&text](std::size_t from, std::size_t digits, int value) {
        for (auto at = from + digits; at-- > from; value /= 10)
            text[at] = static_cast<char>('0' + value % 10);
    };
    put(0, 4, std::clamp(int(date.year()), 0, 9999));
    put(5, 2, int(unsigned(date.month())));
    put(8, 2, int(unsigned(date.day())));
    put(11, 2, int(clock.hours().count()));
    put(14, 2, int(clock.minutes().count()));
    put(17, 2, int(clock.seconds().count()));
    return text;
}

} // namespace

std::string toRfc3339(WallTime time)
{
    return formatSeconds(time) + "Z";
}

std::string toRfc3339Nano(WallTime time, unsigned subMillisNanos)
{
    const auto millis = (time - floor<seconds>(time)).count();
    std::array<char, 32> fraction{};
    std::snprintf(fraction.data(), fraction.size(), ".%03d%06uZ", int(millis), subMillisNanos % 1000000u);
    return formatSeconds(time) + fraction.data();
}

std::optional<Millis> parseGoDuration(std::string_view text)
{
    if (text == "0")
        return Millis{0};
    double total = 0; // milliseconds
    bool any = false;
    while (!text.empty()) {
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
        if (error != std::errc{} || !(value >= 0)) // from_chars also reads "nan"
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        struct Unit {
            std::string_view name;
            double millis;
        };
        static constexpr std::array<Unit, 7> units{
            {{"ns", 1e-6}, {"us", 1e-3}, {"\xc2\xb5s", 1e-3}, {"ms", 1}, {"h", 3.6e6}, {"m", 6e4}, {"s", 1e3}}};
        bool found = false;
        for (const auto& unit : units) {
            if (text.starts_with(unit.name)) {
                total += value * unit.millis;
                text.remove_prefix(unit.name.size());
                found = any = true;
                break;
            }
        }
        if (!found)
            return std::nullopt;
    }
    if (!any || total > 3.15e12) // a hundred years: nonsense
        return std::nullopt;
    return Millis{static_cast<Millis::rep>(total + 0.5)};
}

} // namespace dg
