# syntax=docker/dockerfile:1
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/PromoOffers.Domain/*.csproj src/PromoOffers.Domain/
COPY src/PromoOffers.Data/*.csproj src/PromoOffers.Data/
COPY src/PromoOffers.Data.Sqlite/*.csproj src/PromoOffers.Data.Sqlite/
COPY src/PromoOffers.Data.SqlServer/*.csproj src/PromoOffers.Data.SqlServer/
COPY src/PromoOffers.Web/*.csproj src/PromoOffers.Web/
RUN dotnet restore src/PromoOffers.Web
COPY src/ src/
RUN dotnet publish src/PromoOffers.Web -c Release --no-restore -o /app -p:UseAppHost=false

# The full image, which carries ICU and tzdata: offers have time zones, and pages two languages.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
RUN test -e /usr/share/zoneinfo/Europe/Paris && mkdir -p /app/data && chown "$APP_UID" /app/data
WORKDIR /app
COPY --from=build /app ./
# The embedded database, mails where no SMTP server is set, and uploads while they are checked.
VOLUME /app/data
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --retries=6 CMD ["dotnet", "PromoOffers.Web.dll", "health"]
ENTRYPOINT ["dotnet", "PromoOffers.Web.dll"]
