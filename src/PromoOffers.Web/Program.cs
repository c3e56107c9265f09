using Microsoft.Extensions.Options;
using PromoOffers.Web.Startup;

if (args is [Commands.Health]) return await Commands.RunHealth(new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build());

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddHosting();
    builder.Services.AddKit();

    var app = builder.Build();
    if (args is [Commands.Migrate]) return await Commands.RunMigrate(app.Services);

    app.UseHosting();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var failure in wrong.Failures) await Console.Error.WriteLineAsync(failure);
    return 1;
}
