using PromoOffers.Data.Seeding;

namespace PromoOffers.Web.Startup;

/// <summary>
/// Fills an empty database with the demo before the first request: in Development, or where <c>Demo:Seed</c> is true.
/// The sign-ins go to standard output, past the log, and only as long as they are the demo's.
/// </summary>
internal sealed class DemoAtStart(IConfiguration configuration, IHostEnvironment environment, IServiceScopeFactory scopes, ExampleShop shop) : IHostedLifecycleService
{
    private const string Setting = "Demo:Seed";

    private bool IsWanted => configuration.GetValue<bool?>(Setting) ?? environment.IsDevelopment();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted) return;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SeedDemo>().Run(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Tells the address and who can sign in, where the demo is there.</summary>
    public async Task Tell(TextWriter output, PublicLinks links)
    {
        if (!IsWanted) return;
        await output.WriteLineAsync($"""

            PromoOffers is at {links.Base}
            The demo's sign-ins, all with the password {DemoStaff.Password}:
            {string.Join(Environment.NewLine, DemoStaff.All.Select(staff => $"  {staff.Email,-30} {staff.Role}"))}

            """);
        if (environment.IsDevelopment() && await shop.Key() is { } key)
            await output.WriteLineAsync($"The API key of the example shop, to try {links.To("/api/docs")} with: {key}{Environment.NewLine}");
    }
}
