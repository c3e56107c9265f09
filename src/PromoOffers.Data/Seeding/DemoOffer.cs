using PromoOffers.Domain.Offers;

namespace PromoOffers.Data.Seeding;

/// <summary>One offer of the demo, and what happened in it.</summary>
internal sealed record DemoOffer(string Slug, string Name, string Program)
{
    private const string Monthly = "Northlight Coffee Club";
    private const string Seasonal = "Seasonal campaigns";
    private const string Zone = "America/Toronto";

    /// <summary>Friends who have to sign up.</summary>
    public int Goal { get; init; } = 2;
    public int AwardsEach { get; init; } = 1;
    public int People { get; init; }
    public int Codes { get; init; }
    public FulfillmentDelivery Delivery { get; init; }
    public OfferState EndsAs { get; init; } = OfferState.Approved;

    /// <summary>Whether somebody is at work on its next terms.</summary>
    public bool HasNextDraft { get; init; }

    /// <summary>Days before now on which the first and the last person joined.</summary>
    public (double First, double Last) Days { get; init; } = (30, 0.2);
    public long Percent { get; init; } = 15;

    public static IReadOnlyList<DemoOffer> All { get; } =
    [
        new("try-it", "Try it: refer one friend", Monthly) { Goal = 1, Codes = 200, Percent = 20 },
        new("bring-friends", "Bring your friends", Monthly) { Goal = 2, AwardsEach = 5, People = 150, Codes = 400 },
        new("members-month", "Members’ month", Monthly) { People = 70, Codes = 150, HasNextDraft = true, Percent = 10 },
        new("office-beans", "Beans for the office", Monthly) { People = 60, Codes = 10, Percent = 25 },
        new("roastery-visit", "Roastery visit", Monthly) { People = 30, Codes = 100, Delivery = FulfillmentDelivery.Manual, EndsAs = OfferState.Paused, Percent = 50 },
        new("espresso-weekend", "Espresso weekend", Seasonal) { People = 60, Codes = 7, Days = (20, 0.3), Percent = 30 },
        new("summer-iced", "Summer iced coffee", Seasonal) { People = 50, Codes = 60, EndsAs = OfferState.Ended, Days = (30, 8) },
        new("winter-gift", "Winter gift", Seasonal) { EndsAs = OfferState.Draft, Percent = 20 },
    ];

    public DateTime JoinedAt(int person, DateTime now) => now.AddDays(-(Days.First + (Days.Last - Days.First) * (person + 0.5) / People));

    /// <summary>When it was made; its codes came and it was approved in the hours after.</summary>
    public DateTime MadeAt(DateTime now) => now.AddDays(-Days.First - 1);

    public OfferTerms Terms(DateTime now) => NewTerms.Referral("en", Zone) with
    {
        Prize = new Prize
        {
            Kind = PrizeKind.Percent,
            Value = Percent,
            Label = new Dictionary<string, string> { ["en"] = $"{Percent}% off your next order", ["fr"] = $"{Percent}\u00a0% sur votre prochaine commande" },
            ShopAddress = "https://shop.northlight.example",
            LastDay = DateOnly.FromDateTime(now).AddDays(90),
        },
        Referral = new ReferralTerms { Goal = GoalType.ReferredSignUps, Count = Goal, AwardsPerParticipant = AwardsEach },
        Delivery = Delivery,
        RulesLink = new Dictionary<string, string> { ["en"] = "https://northlight.example/rules", ["fr"] = "https://northlight.example/fr/reglement" },
        PrivacyLink = new Dictionary<string, string> { ["en"] = "https://northlight.example/privacy", ["fr"] = "https://northlight.example/fr/confidentialite" },
    };
}
