using Microsoft.Extensions.Options;
using PromoOffers.Web.Features.Draws;
using PromoOffers.Web.Resources;
using PromoOffers.Web.Startup;

if (args is [Commands.Health]) return await Commands.RunHealth(new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").Build());
if (args is [VerifyDrawCommand.Name, .. var files]) return new VerifyDrawCommand(Console.Out, Console.Error, new Texts(refuseMissing: false)).Run(files);

try
{
    // Settings are read at start. To watch their files would mean to watch the folder that the database writes to all the time.
    var builder = WebApplication.CreateBuilder([.. args, "--hostBuilder:reloadConfigOnChange=false"]);
    builder.AddHosting();
    builder.Services.AddPages();

    var app = builder.Build();
    if (args is [Commands.Migrate]) return await Commands.RunMigrate(app.Services);
    if (args is [Commands.SetupCode]) return await Commands.RunSetupCode(app.Services);

    app.UseHosting();
    app.UsePages();
    await app.StartAsync();
    await app.Services.GetRequiredService<SetupNotice>().Tell(Console.Out, again: false);
    await app.Services.GetRequiredService<DemoAtStart>().Tell(Console.Out, app.Services.GetRequiredService<PublicLinks>());
    await app.WaitForShutdownAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var failure in wrong.Failures) await Console.Error.WriteLineAsync(failure);
    return 1;
}
