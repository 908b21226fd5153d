// SPDX-License-Identifier: Apache-2.0
// The filter: funnel (or another icon) at the left, the key that leads here at the right, an example as placeholder; and
// while somebody types, a list of what may come next: Down, Up, Tab or Enter, Esc; Ctrl+Space asks for it.
#pragma once

#include <QLineEdit>

#include <functional>
#include <vector>

namespace dg::widgets {

class CompletionPopup;
class KeyCap;

struct FilterSuggestion {
    QString insert;
    QString label;
    QString hint; // beside a field, once for all values
    bool isField = false; // a value comes next
};
struct FilterSuggestions {
    int from = 0, to = 0; // characters that a suggestion takes the place of
    bool onRequest = false; // nothing is typed there: shown when asked for only
    std::vector<FilterSuggestion> list;
};

class FilterField final : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterField(const QString& example, const QString& keyCap, QWidget* parent = nullptr);
    void setIconName(const QString& icon);
    // One sentence, shown below by the view; empty: no error. The outline turns red.
    void setError(const QString& sentence);
    [[nodiscard]] QString error() const { return m_error; }
    // What may come next for a text and a place of the cursor in it.
    void setSuggest(std::function<FilterSuggestions(const QString& text, int cursor)> suggest) { m_suggest = std::move(suggest); }
    [[nodiscard]] bool isSuggesting() const;
    // Taken where there is room; a narrow window may take from it.
    void setPreferredWidth(int width);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void downPressed(); // Down: on to the list below
    void escaped(); // Esc with an empty field (a filled one is cleared first)

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void placeCap();
    void suggest(bool requested);
    void stopSuggesting();
    bool takeKey(int key); // of the open list
    void accept(const FilterSuggestion& suggestion);
    QString m_icon;
    QString m_error;
    KeyCap* m_cap;
    std::function<FilterSuggestions(const QString&, int)> m_suggest;
    CompletionPopup* m_popup = nullptr; // made when it is first shown
    int m_from = 0, m_to = 0; // of the suggestions
    int m_preferredWidth = 0; // 0: the line edit's own
};

} // namespace dg::widgets
