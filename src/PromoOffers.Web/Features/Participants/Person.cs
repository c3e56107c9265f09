using PromoOffers.Domain.Participants;

namespace PromoOffers.Web.Features.Participants;

/// <summary>A participant as this member of staff may see one: whole, or masked without View Personal Data.</summary>
public sealed record Person(string Name, string Address)
{
    private const string Dots = "••••••";

    /// <summary>Somebody who was erased has neither; then the dots stand alone.</summary>
    public static Person Shown(string firstName, string lastName, string? email, bool whole)
    {
        var address = email is null ? "" : whole ? email : Masked(email);
        var name = whole ? $"{firstName} {lastName}".Trim() : MaskedName(firstName, lastName);
        return name.Length > 0 ? new Person(name, address) : new Person(address.Length > 0 ? address : Dots, "");
    }

    /// <summary>The chip that shows where a prize stands: whoever waits, waits, for a code or for a marketer.</summary>
    public static string Chip(PrizeState prize) =>
        prize is PrizeState.AwaitingCode or PrizeState.AwaitingDelivery ? "Waiting" : prize.ToString();

    /// <summary>Key of what is said of where a prize stands.</summary>
    /// <param name="hasCode">Whether a code was sent; an offer may send its prize by the mail alone.</param>
    public static string PrizeText(PrizeState prize, bool hasCode) =>
        prize == PrizeState.Sent && !hasCode ? "Participants.PrizeSentByMail" : $"Participants.Prize{prize}";

    /// <summary><c>Amélie F.</c></summary>
    private static string MaskedName(string firstName, string lastName) =>
        (lastName.Trim() is [var initial, ..] last ? $"{firstName} {(char.IsHighSurrogate(initial) ? last[..2] : last[..1])}." : firstName).Trim();

    /// <summary><c>a••••••@example.com</c></summary>
    private static string Masked(string email)
    {
        var at = email.LastIndexOf('@');
        return at < 1 ? Dots : $"{email[0]}{Dots}{email[at..]}";
    }
}
