using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PromoOffers.Data;
using PromoOffers.Data.Access;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Web.Features.PromoCodes;
using PromoOffers.Web.Messaging;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

namespace PromoOffers.Web.Features.Access;

/// <summary>Writes the mails about an account, in the language of the person, ready for the outbox.</summary>
public sealed class StaffMails(PromoOffersDb db, Texts texts, StaffLinks links, StaffMailSeal seal, PublicLinks address)
{
    public Task<string> Invitation(StaffUser user, string invitedBy, CancellationToken cancel) =>
        Write(user, "Invitation", address.To($"/invitation?link={links.ForInvitation(user)}"), cancel, invitedBy, StaffLinks.InvitationHoldsFor.TotalDays);

    public Task<string> Reset(StaffUser user, CancellationToken cancel) =>
        Write(user, "Reset", address.To($"/reset?link={links.ForReset(user)}"), cancel, StaffLinks.ResetHoldsFor.TotalHours);

    /// <summary>Says that the password is another one now, for the case that somebody else set it.</summary>
    public Task<string> PasswordChanged(StaffUser user, CancellationToken cancel) =>
        Write(user, "PasswordChanged", address.To("/forgot"), cancel);

    /// <summary>Says that the codes of an offer run low, and until when they last.</summary>
    public Task<string> LowStock(StaffUser user, LowStock low, DateOnly today, CancellationToken cancel) =>
        Write(user, "LowStock", address.To($"/offers/{low.PublicId}/codes"), cancel,
            low.Name, low.Forecast.Free, low.Forecast.Uploaded, (Func<Texts, string>)(t => t.Forecast(low.Forecast, today)));

    /// <param name="args">What the text names, after the person {0} and the organization {1}; a function says it in the language of the mail.</param>
    private async Task<string> Write(StaffUser user, string kind, Uri link, CancellationToken cancel, params object[] args)
    {
        var organization = await db.Organization.AsNoTracking().SingleAsync(cancel);
        var t = texts.In(user.Language ?? organization.DefaultLanguage);
        object[] named = [user.DisplayName, organization.Name, .. args.Select(a => a is double number ? (long)number : a is Func<Texts, string> say ? say(t) : a)];
        var mail = new Letter(
            t[$"Access.Mail{kind}Subject", named],
            t["Access.MailHello", user.DisplayName],
            t[$"Access.Mail{kind}Text", named],
            t[$"Access.Mail{kind}Button"],
            link.AbsoluteUri,
            t[$"Access.Mail{kind}Foot", named]);
        return seal.Close(new StaffMail(user.Email!, user.DisplayName, mail.Subject, mail.AsText(), mail.AsHtml(t.Language, organization.Accent)));
    }

    private sealed record Letter(string Subject, string Hello, string Body, string Button, string Link, string Foot)
    {
        public string AsText() => new StringBuilder()
            .AppendLine(Hello).AppendLine()
            .AppendLine(Body).AppendLine()
            .AppendLine($"{Button}:").AppendLine(Link).AppendLine()
            .AppendLine(Foot).ToString();

        // Mail programs know neither style sheets nor modern layout: a table and inline styles.
        public string AsHtml(string language, string accent) => $"""
            <!doctype html>
            <html lang="{language}"><head><meta charset="utf-8"><title>{E(Subject)}</title></head>
            <body style="margin:0;background:#f6f4f8;color:#1d1a23;font:16px/1.5 Arial,sans-serif">
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
            <table role="presentation" width="520" cellpadding="0" cellspacing="0" style="max-width:100%;background:#ffffff;border-radius:12px"><tr><td style="padding:32px">
            <p style="margin:0 0 16px">{E(Hello)}</p>
            <p style="margin:0 0 24px">{E(Body)}</p>
            <p style="margin:0 0 24px"><a href="{E(Link)}" style="display:inline-block;padding:12px 20px;border-radius:7px;background:{accent};color:#ffffff;font-weight:bold;text-decoration:none">{E(Button)}</a></p>
            <p style="margin:0;color:#514c5b;font-size:14px">{E(Foot)}</p>
            </td></tr></table></td></tr></table></body></html>
            """;

        private static string E(string text) => WebUtility.HtmlEncode(text);
    }
}
