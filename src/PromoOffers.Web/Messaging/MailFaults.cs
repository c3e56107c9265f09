using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Web.Messaging;

/// <summary>What went wrong on the way to a mail server.</summary>
internal static class MailFaults
{
    /// <param name="exception">Name of its class, which earlier versions kept in the row of the mail.</param>
    /// <returns>One of <see cref="MailErrors"/>.</returns>
    public static string Named(string exception) => exception switch
    {
        "SocketException" => MailErrors.Unreachable,
        "SslHandshakeException" or "NotSupportedException" => MailErrors.NotSecure, // The latter: it offers no STARTTLS.
        "AuthenticationException" or "SaslException" => MailErrors.SignInRefused,
        "TimeoutException" or "OperationCanceledException" or "TaskCanceledException" => MailErrors.TimedOut,
        "SmtpProtocolException" or "ServiceNotConnectedException" or "IOException" => MailErrors.HungUp,
        _ => MailErrors.NotSent,
    };
}
