using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Transactions;
using PromoOffers.Domain.Access;
using PromoOffers.Domain.Fulfillment;
using PromoOffers.Web.Tests.Redemptions;
using PromoOffers.Web.Tests.Resources;

namespace PromoOffers.Web.Tests.Fulfillment;

/// <summary>What the Emails tab shows of a mail, and what it writes down of who looked.</summary>
public sealed partial class EmailsTests : IDisposable
{
    private const string Code = "SPRING-AB12-CD34";

    private readonly Site _site = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_mail_with_a_code_is_noted_once_for_its_page_and_the_frame_in_it()
    {
        var mail = await Mail(DeliveryKind.Fulfillment);
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        var page = await reviewer.GetStringAsync(mail, Cancel);
        Assert.Contains(Code, page, StringComparison.Ordinal);
        Assert.Contains(Code, await reviewer.GetStringAsync(Frame(page), Cancel), StringComparison.Ordinal);
        Assert.Equal(["codes.viewed"], await Audited());
        await reviewer.GetStringAsync(mail, Cancel);
        Assert.Equal(["codes.viewed", "codes.viewed"], await Audited());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?view=made-up")]
    public async Task The_frame_opened_by_itself_is_noted(string view)
    {
        var mail = await Mail(DeliveryKind.Fulfillment);
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        Assert.Contains(Code, await reviewer.GetStringAsync($"{mail}/html{view}", Cancel), StringComparison.Ordinal);
        Assert.Equal(["codes.viewed"], await Audited());
    }

    [Fact]
    public async Task The_view_of_one_mail_covers_no_other_and_nobody_else()
    {
        var (mail, other) = (await Mail(DeliveryKind.Fulfillment), await Mail(DeliveryKind.SignUp));
        using var reviewer = await _site.SignedIn(BuiltInRoles.AccessPrizes);
        using var admin = await _site.SignedIn(BuiltInRoles.Admin);
        var frame = Frame(await reviewer.GetStringAsync(mail, Cancel));
        await reviewer.GetStringAsync($"{other}/html{frame[frame.IndexOf('?', StringComparison.Ordinal)..]}", Cancel);
        await admin.GetStringAsync(frame, Cancel);
        Assert.Equal(["codes.viewed", "emails.opened", "codes.viewed"], await Audited());
    }

    [Fact]
    public async Task Who_sees_neither_code_nor_private_link_is_not_noted()
    {
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        foreach (var mail in (string[])[await Mail(DeliveryKind.Fulfillment), await Mail(DeliveryKind.SignUp)])
        {
            var page = await marketer.GetStringAsync(mail, Cancel);
            Assert.DoesNotContain(Code, page + await marketer.GetStringAsync(Frame(page), Cancel), StringComparison.Ordinal);
        }
        Assert.Empty(await Audited());
    }

    [Theory]
    [InlineData(MailErrors.Erased, "Pas envoyé : le participant a été effacé.")]
    [InlineData(MailErrors.Unreachable, "Le serveur de messagerie est injoignable.")]
    [InlineData("550 no such user", "550 no such user")]
    [InlineData("The participant was erased.", "Pas envoyé : le participant a été effacé.")]
    [InlineData("The code was replaced.", "Pas envoyé : le code a été remplacé.")]
    [InlineData("The prize was withdrawn.", "Pas envoyé : le prix a été retiré.")]
    [InlineData("SmtpProtocolException: The SMTP server has unexpectedly disconnected.", "Le serveur de messagerie a coupé la connexion.")]
    [InlineData("UnauthorizedAccessException", "L’e-mail n’a pas pu être remis au serveur de messagerie.")]
    public async Task Why_a_mail_was_not_sent_is_told_in_the_language_of_the_reader(string kept, string told)
    {
        var mail = await Mail(DeliveryKind.SignUp);
        await _site.Services.GetRequiredService<IWrites>().Run((db, stop) => db.Deliveries.ExecuteUpdateAsync(set => set
            .SetProperty(d => d.State, DeliveryState.Failed).SetProperty(d => d.NextAttemptAt, (DateTime?)null).SetProperty(d => d.LastError, kept), stop), Cancel);
        using var marketer = await _site.SignedIn(BuiltInRoles.MarketingUser);
        var list = WebUtility.HtmlDecode(await marketer.GetStringAsync($"{mail[..mail.LastIndexOf('/')]}?lang=fr", Cancel)).Replace('\u00a0', ' ').Replace('\u202f', ' ');
        Assert.Contains($">{told}<", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reason_has_its_sentence()
    {
        foreach (var reason in typeof(MailErrors).GetFields()) Assert.Contains($"Fulfillment.Error{reason.Name}", ResourceFiles.English.Keys);
    }

    private async Task<List<string>> Audited() =>
        await _site.Read(db => db.AuditEntries.Where(e => e.ActorId != null && e.OfferId != null).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync(Cancel));

    /// <summary>A mail to somebody who was sent the code.</summary>
    /// <returns>Its address.</returns>
    private async Task<string> Mail(DeliveryKind kind)
    {
        if (!await _site.Read(db => db.Offers.AnyAsync(Cancel))) await _site.OfferWith([Code]);
        var offer = await _site.Read(db => db.Offers.AsNoTracking().SingleAsync(Cancel));
        var award = await _site.Read(db => db.Awards.AsNoTracking().SingleAsync(Cancel));
        var id = await _site.Services.GetRequiredService<IWrites>().Run(async (db, stop) =>
        {
            var mail = db.Deliveries.Add(new Delivery(kind, offer.Id, offer.ApprovedId!.Value, award.ParticipantId, ApiOnSite.Now)).Entity;
            if (kind == DeliveryKind.Fulfillment) mail.CodeId = await db.PromoCodes.Where(c => c.AwardId == award.Id).Select(c => c.Id).SingleAsync(stop);
            return mail.MessageId;
        }, Cancel);
        return $"/offers/{offer.PublicId}/emails/{id}";
    }

    private static string Frame(string page) => WebUtility.HtmlDecode(FrameAddress().Match(page).Groups[1].Value);

    [GeneratedRegex("<iframe[^>]*src=\"([^\"]+)\"")]
    private static partial Regex FrameAddress();
}
