using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using PromoOffers.Domain.Fulfillment;

namespace PromoOffers.Web.Messaging;

/// <summary>The way out of the house for a mail.</summary>
public interface IMailTransport
{
    /// <returns>Name of the file it became; null: a mail server has accepted it.</returns>
    /// <exception cref="MailRefused">It was not accepted.</exception>
    Task<string?> Send(MimeMessage message, CancellationToken cancel);

    /// <summary>Nothing more is to be sent for now.</summary>
    Task Rest();
}

/// <summary>A mail was not accepted.</summary>
/// <param name="message">One of <see cref="MailErrors"/>, or what the mail server answered.</param>
/// <param name="forGood">Trying again is of no use.</param>
public sealed class MailRefused(string message, bool forGood, Exception inner) : Exception(message, inner)
{
    public bool ForGood { get; } = forGood;
}

/// <summary>A real mail server, by SMTP; one connection for all mails of a turn.</summary>
public sealed class SmtpTransport(IOptions<SmtpOptions> options) : IMailTransport, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly SmtpClient client = new() { Timeout = (int)Patience.TotalMilliseconds };

    public async Task<string?> Send(MimeMessage message, CancellationToken cancel)
    {
        try
        {
            await Connect(cancel);
            await client.SendAsync(message, cancel);
            return null;
        }
        catch (SmtpCommandException refused)
        {
            // 5xx is meant for ever, 4xx for now (RFC 5321, 4.2.1).
            throw new MailRefused($"{(int)refused.StatusCode} {refused.Message}", (int)refused.StatusCode >= 500, refused);
        }
        catch (Exception broken) when (broken is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            await Rest();
            throw new MailRefused(MailFaults.Named(broken.GetType().Name), forGood: false, broken);
        }
    }

    public async Task Rest()
    {
        if (!client.IsConnected) return;
        try
        {
            await client.DisconnectAsync(quit: true);
        }
        catch (Exception gone) when (gone is IOException or MailKit.ProtocolException or System.Net.Sockets.SocketException)
        {
            // The server has hung up first.
        }
    }

    public void Dispose() => client.Dispose();

    private async Task Connect(CancellationToken cancel)
    {
        if (client.IsConnected) return;
        var smtp = options.Value;
        await client.ConnectAsync(smtp.Host!, smtp.Port, smtp.SocketOptions, cancel);
        if (!string.IsNullOrEmpty(smtp.User)) await client.AuthenticateAsync(smtp.User, smtp.Password!, cancel);
    }
}

/// <summary>No mail server: mails become files that only this process and its user can read, for they hold codes.</summary>
public sealed class FolderTransport(IOptions<MailOptions> options, IHostEnvironment environment) : IMailTransport
{
    private string Folder => Path.Combine(environment.ContentRootPath, options.Value.Folder);

    public async Task<string?> Send(MimeMessage message, CancellationToken cancel)
    {
        try
        {
            MakeFolder();
            // The same delivery sent again is the same file.
            var name = message.MessageId!.Split('@')[0] + ".eml";
            var whole = Path.Combine(Folder, name);
            await using (var file = new FileStream(whole + ".part", Private())) await message.WriteToAsync(file, cancel);
            File.Move(whole + ".part", whole, overwrite: true); // Who watches the folder never reads half a mail.
            return name;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new MailRefused(MailErrors.Folder, forGood: false, broken);
        }
    }

    public Task Rest() => Task.CompletedTask;

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Folder);
        else Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions Private()
    {
        var file = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return file;
    }
}
