using MimeKit;
using PromoOffers.Domain;
using PromoOffers.Domain.Access;

namespace PromoOffers.Web.Messaging;

/// <summary>A mail ready to leave: to whom, from whom, under which Message-ID.</summary>
public sealed record Envelope(string MessageId, string To, string ToName, Letter Letter)
{
    /// <param name="fallbackFrom">Sender as long as the settings name none.</param>
    /// <param name="host">Right part of the Message-ID.</param>
    public MimeMessage AsMessage(Organization organization, string fallbackFrom, string host, DateTimeOffset date)
    {
        var from = organization.FromAddress.Length > 0 ? organization.FromAddress : fallbackFrom;
        var name = organization.FromName.Length > 0 ? organization.FromName : organization.Name;
        var message = new MimeMessage
        {
            MessageId = $"{MessageId}@{host}",
            Date = date,
            Subject = OneLine.Of(Letter.Subject),
            Body = new MultipartAlternative { Part("plain", Letter.Text), Part("html", Letter.Html) },
        };
        message.From.Add(Address(name, from));
        message.To.Add(Address(ToName, To));
        if (organization.ReplyTo.Length > 0) message.ReplyTo.Add(Address("", organization.ReplyTo));
        // Nobody's holiday notice answers it (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }

    private static MailboxAddress Address(string name, string address) => new(OneLine.Of(name), address);

    /// <summary>Quoted-printable: the spaces at the end of a line are a code's, and servers drop bare ones.</summary>
    private static TextPart Part(string kind, string text) =>
        new(kind) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
