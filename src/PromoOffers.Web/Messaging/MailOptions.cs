using System.Net.Mail;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace PromoOffers.Web.Messaging;

/// <summary>How a connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the first byte on, as on port 465.</summary>
    Tls,

    /// <summary>STARTTLS, and nothing is sent where the server does not offer it.</summary>
    StartTls,

    /// <summary>Nothing: for a mail server on the same machine or in a closed network.</summary>
    None,
}

/// <summary>The mail server. Without a host, mails land as files: see <see cref="MailOptions"/>.</summary>
public sealed record SmtpOptions
{
    public const string Section = "Smtp";

    public string? Host { get; init; }
    public int Port { get; init; } = 587;

    /// <summary>Null: the server asks for no name.</summary>
    public string? User { get; init; }
    public string? Password { get; init; }
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    public bool IsSet => !string.IsNullOrWhiteSpace(Host);

    internal SecureSocketOptions SocketOptions => Security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.None => SecureSocketOptions.None,
    };
}

/// <summary>What holds for mails however they leave.</summary>
public sealed record MailOptions
{
    public const string Section = "Mail";

    /// <summary>Where .eml files land while Smtp:Host is not set; a relative path starts at the application's folder.</summary>
    public string Folder { get; init; } = Path.Combine("data", "mail");

    /// <summary>Sender as long as the settings name none.</summary>
    public string From { get; init; } = "promooffers@localhost";
}

internal sealed class SmtpOptionsAreUsable : IValidateOptions<SmtpOptions>
{
    public ValidateOptionsResult Validate(string? name, SmtpOptions options)
    {
        if (!options.IsSet) return ValidateOptionsResult.Success;
        if (options.Port is < 1 or > 65535) return ValidateOptionsResult.Fail($"Smtp:Port takes a port such as 587, not {options.Port}.");
        if (!Enum.IsDefined(options.Security)) return ValidateOptionsResult.Fail("Smtp:Security takes Tls, StartTls or None.");
        if (string.IsNullOrEmpty(options.User) != string.IsNullOrEmpty(options.Password))
            return ValidateOptionsResult.Fail("Smtp:User and Smtp:Password go together: one of them is missing.");
        return options.Security == SmtpSecurity.None && !string.IsNullOrEmpty(options.User)
            ? ValidateOptionsResult.Fail("Smtp:Security is None, which would send Smtp:Password in the clear: use StartTls or Tls.")
            : ValidateOptionsResult.Success;
    }
}

internal sealed class MailOptionsAreUsable : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder)) return ValidateOptionsResult.Fail("Mail:Folder is empty: name the folder for mails where no mail server is set.");
        return MailAddress.TryCreate(options.From, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Mail:From takes an address such as offers@example.com, not '{options.From}'.");
    }
}
