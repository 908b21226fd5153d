// SPDX-License-Identifier: Apache-2.0
#include "window/receiver_dialog.h"

#include "dialog.h"
#include "text/words.h"
#include "theme/theme.h"
#include "widgets/labels.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace dg::window {

namespace metric = theme::metric;
using theme::Color;
using theme::FontRole;

namespace {

struct ReceiverText {
    Q_DECLARE_TR_FUNCTIONS(ReceiverText)
};

constexpr std::size_t MostNamed = 8;

QString coveredLines(const flux::Extras& extras)
{
    QStringList lines;
    for (const auto& covered : extras.covers) {
        if (static_cast<std::size_t>(lines.size()) == MostNamed) {
            lines << ReceiverText::tr("and %1 more").arg(extras.covers.size() - MostNamed);
            break;
        }
        const auto kind = text::cleanLine(covered.kind.view());
        const auto ns = text::cleanLine(covered.ns.view());
        lines << (covered.name.view() == "*" //: %1 a kind, %2 a namespace
                ? ReceiverText::tr("every %1 in %2 that its labels choose").arg(kind, ns)
                : QStringLiteral("%1 %2/%3").arg(kind, ns, text::cleanLine(covered.name.view())));
    }
    return lines.join(QLatin1Char('\n'));
}

class ReceiverDialog final : public Dialog {
public:
    ReceiverDialog(QWidget* parent, const flux::FluxObject& receiver, std::function<void(session::ReceiverCall)> confirmed)
        : Dialog(parent)
    {
        setObjectName(QStringLiteral("callReceiver"));
        setHeading(ReceiverText::tr("Call the Receiver"),
            //: %1 a namespace and a name, %2 the Receiver's type
            ReceiverText::tr("%1, type %2. The call takes the way of a push: it asks Flux to reconcile")
                .arg(text::cleanLine(receiver.key.ns.view()) + QLatin1Char('/') + text::cleanLine(receiver.key.name.view()),
                    text::cleanLine(receiver.extras->type)));
        content()->addWidget(new widgets::PlainLabel(coveredLines(*receiver.extras), FontRole::BodyBold, Color::Text1, this));
        content()->addSpacing(metric::Gap);
        if (receiver.extras->type == "gitlab")
            askForToken(receiver);
        else
            content()->addWidget(
                wrapped(ReceiverText::tr("Its path is all that protects it: whoever knows the path and reaches the service may call it.")));
        content()->addWidget(wrapped(ReceiverText::tr(
            "Sent through the API server's proxy to the service webhook-receiver. Needs the right to create services/proxy.")));
        content()->addStretch(1);
        connect(
            addButton(ReceiverText::tr("Cancel"), QStringLiteral("receiverCancel"), false), &QPushButton::clicked, this, &QDialog::reject);
        m_call = addButton(ReceiverText::tr("Call the Receiver"), QStringLiteral("receiverCall"), true);
        connect(m_call, &QPushButton::clicked, this, [this, confirmed = std::move(confirmed)] {
            session::ReceiverCall call;
            call.readToken = m_read && m_read->isChecked();
            if (m_token && !call.readToken)
                call.token = Secret(m_token->text().toStdString());
            if (m_token)
                m_token->clear();
            accept();
            confirmed(std::move(call));
        });
        check();
    }

private:
    QWidget* wrapped(const QString& sentence)
    {
        auto* label = new widgets::PlainLabel(sentence, FontRole::Body, Color::Text2, this);
        label->setWordWrap(true);
        return label;
    }
    void askForToken(const flux::FluxObject& receiver)
    {
        auto* typed = new QRadioButton(ReceiverText::tr("With this token"), this);
        typed->setObjectName(QStringLiteral("receiverTyped"));
        typed->setChecked(true);
        content()->addWidget(typed);
        m_token = new QLineEdit(this);
        m_token->setObjectName(QStringLiteral("receiverToken"));
        m_token->setAccessibleName(ReceiverText::tr("The Receiver's token"));
        m_token->setPlaceholderText(ReceiverText::tr("What the web hook in GitLab has as its secret token"));
        m_token->setEchoMode(QLineEdit::Password);
        content()->addWidget(m_token);
        m_read = new QRadioButton( //: %1 a Secret's name
            ReceiverText::tr("Read the token from the Secret %1, for this call alone").arg(text::cleanLine(receiver.secretName.view())),
            this);
        m_read->setObjectName(QStringLiteral("receiverRead"));
        m_read->setEnabled(!receiver.secretName.view().empty());
        content()->addWidget(m_read);
        content()->addSpacing(metric::Gap);
        connect(m_token, &QLineEdit::textChanged, this, &ReceiverDialog::check);
        connect(m_read, &QRadioButton::toggled, this, &ReceiverDialog::check);
    }
    void check()
    {
        const bool ready = !m_token || m_read->isChecked() || !m_token->text().isEmpty();
        if (m_token)
            m_token->setEnabled(!m_read->isChecked());
        m_call->setEnabled(ready);
        setFooterText(ready ? QString() : ReceiverText::tr("A Receiver of type gitlab wants its token."));
    }
    QLineEdit* m_token = nullptr; // null: none is wanted
    QRadioButton* m_read = nullptr;
    QPushButton* m_call = nullptr;
};

} // namespace

bool canCall(const flux::FluxObject& receiver)
{
    return receiver.kind == flux::Kind::Receiver && receiver.extras
        && (receiver.extras->type == "generic" || receiver.extras->type == "gitlab");
}

void openReceiverDialog(QWidget* parent, const flux::FluxObject& receiver, std::function<void(session::ReceiverCall)> confirmed)
{
    auto* dialog = new ReceiverDialog(parent, receiver, std::move(confirmed));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace dg::window
