using System.Text.RegularExpressions;
using MimeKit;

namespace PromoOffers.Browser.Tests;

/// <summary>What somebody was mailed.</summary>
internal sealed partial class Mailbox(DemoSite site, string address)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    /// <summary>The private link of the first mail that has one.</summary>
    public async Task<string> PrivateLink() => Link().Match(await Text(text => Link().IsMatch(text))).Value;

    /// <summary>The plain text of the first mail that says this, waited for.</summary>
    public async Task<string> Text(Predicate<string> says)
    {
        using var late = new CancellationTokenSource(AtMost);
        while (true)
        {
            foreach (var mail in Mails())
            {
                var text = mail.TextBody ?? "";
                if (mail.To.Mailboxes.Any(to => to.Address == address) && says(text)) return text;
            }
            await Task.Delay(100, late.Token);
        }
    }

    /// <summary>Written under another name first, so that each file is whole.</summary>
    private IEnumerable<MimeMessage> Mails() =>
        Directory.Exists(site.MailFolder) ? Directory.EnumerateFiles(site.MailFolder, "*.eml", SearchOption.AllDirectories).Select(file => MimeMessage.Load(file)) : [];

    [GeneratedRegex(@"https?://\S+/o/\S+/me\?t=[\w-]+")]
    private static partial Regex Link();
}
