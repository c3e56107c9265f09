using Microsoft.Extensions.DependencyInjection;
using PromoOffers.Data.Access;
using PromoOffers.Data.Draws;
using PromoOffers.Data.Fulfillment;
using PromoOffers.Data.Offers;
using PromoOffers.Data.Participants;
using PromoOffers.Data.PromoCodes;
using PromoOffers.Data.Redemptions;
using PromoOffers.Data.Seeding;

namespace PromoOffers.Data;

public static class DataRegistration
{
    /// <summary>Every operation, whatever database stands under it.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddOffers()
        .AddPromoCodes()
        .AddParticipants()
        .AddDraws()
        .AddFulfillment()
        .AddRedemptions()
        .AddAccess()
        .AddSeeding();
}
