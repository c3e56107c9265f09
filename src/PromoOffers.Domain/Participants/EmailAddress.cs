namespace PromoOffers.Domain.Participants;

/// <summary>What counts as an address, and when two are one person's.</summary>
public static class EmailAddress
{
    /// <summary>The address as it is written to; null where nothing could be delivered to what was typed.</summary>
    public static string? Read(string? typed)
    {
        var address = typed?.Trim() ?? "";
        var at = address.LastIndexOf('@');
        if (at < 1 || address.Length > Participant.MaxEmailLength || address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';' or '"'))
            return null;
        var domain = address[(at + 1)..];
        return !address[..at].Contains('@', StringComparison.Ordinal) && IsDomain(domain) ? address : null;
    }

    /// <summary>What the keyed hash is made of: one address, however its letters are written.</summary>
    public static string Canonical(string address) => address.Trim().ToLowerInvariant();

    /// <summary>Whether mail to both reaches one mailbox, as with <c>ann+1@example.com</c> and <c>ann@example.com</c>.</summary>
    public static bool IsSameMailbox(string one, string other) => Mailbox(one) == Mailbox(other);

    private static bool IsDomain(string domain) =>
        domain.Contains('.', StringComparison.Ordinal) && domain.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-');

    private static string Mailbox(string address)
    {
        var canonical = Canonical(address);
        var at = canonical.LastIndexOf('@');
        var plus = canonical.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? canonical[..plus] + canonical[at..] : canonical;
    }
}
