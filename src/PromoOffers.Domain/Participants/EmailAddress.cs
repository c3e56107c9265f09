namespace PromoOffers.Domain.Participants;

/// <summary>What counts as an address, and when two are one person's.</summary>
public static class EmailAddress
{
    /// <summary>The address as it is written to; null where nothing could be delivered to what was typed.</summary>
    public static string? Read(string? typed)
    {
        var address = typed?.Trim() ?? "";
        var at = address.LastIndexOf('@');
        if (at < 1 || address.Length > Participant.MaxEmailLength) return null;
        return IsLocalPart(address[..at]) && IsDomain(address[(at + 1)..]) ? address : null;
    }

    /// <summary>What the keyed hash is made of: one address, however its letters are written.</summary>
    public static string Canonical(string address) => address.Trim().ToLowerInvariant();

    /// <summary>Whether mail to both reaches one mailbox, as with <c>ann+1@example.com</c> and <c>ann@example.com</c>.</summary>
    public static bool IsSameMailbox(string one, string other) => Mailbox(one) == Mailbox(other);

    /// <summary>A dot-atom (RFC 5322, 3.2.3), in any letters (RFC 6531): what a mail server takes without quotes.</summary>
    private static bool IsLocalPart(string local) => local.Split('.').All(atom => atom.Length > 0 && atom.All(IsOfAtom));

    private static bool IsOfAtom(char c) => IsLetter(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    private static bool IsLetter(char c) => char.IsAscii(c) ? char.IsAsciiLetterOrDigit(c) : !char.IsWhiteSpace(c) && !char.IsControl(c);

    private static bool IsDomain(string domain) =>
        domain.Contains('.', StringComparison.Ordinal)
        && domain.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => c == '-' || IsLetter(c)));

    private static string Mailbox(string address)
    {
        var canonical = Canonical(address);
        var at = canonical.LastIndexOf('@');
        var plus = canonical.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? canonical[..plus] + canonical[at..] : canonical;
    }
}
