using PromoOffers.Domain.Participants;

namespace PromoOffers.Data.Seeding;

/// <summary>Made-up people, the same at every seeding. Mail to them reaches nobody: .example is reserved (RFC 2606).</summary>
internal static class DemoPeople
{
    private static readonly string[] First =
    [
        "Emma", "Louis", "Chloé", "Noah", "Inès", "Jonas", "Sofia", "Étienne", "Grace", "Mateo", "Zoë", "Hugo", "Priya", "Oskar", "Amélie",
        "Yusuf", "Clara", "Léo", "Naomi", "Félix", "Aïcha", "Tom", "Hélène", "Ravi", "Marta", "Théo", "Ida", "Samuel", "Françoise",
    ];

    private static readonly string[] Last =
    [
        "Tremblay", "Okafor", "Lefèvre", "Novak", "Gagnon", "Silva", "Müller", "Bouchard", "Haddad", "Nguyen", "Côté", "Lindqvist",
        "Moreau", "Patel", "Roy", "Rossi", "Pelletier", "Kim", "Bélanger", "Dubois", "Ferreira", "Fortin", "Walsh",
    ];

    /// <summary>Who has this number; no two numbers below 667 share a name.</summary>
    public static (string First, string Last, string Email) Of(int number)
    {
        var (first, last) = (First[number % First.Length], Last[number % Last.Length]);
        return (first, last, $"{Folded.Text(first)}.{Folded.Text(last)}@mail.example");
    }
}
