SELECT
  "t5"."perimeter",
  "t5"."members",
  "t5"."population@2018 known",
  "t5"."population@2018 1",
  "t5"."population_density@2018 known",
  "t5"."population_density@2018 1",
  "t5"."population_density@2018 2",
  "t5"."population_growth@2018 known",
  "t5"."population_growth@2018 1",
  "t5"."population_growth@2018 2",
  "t5"."natural_change@2018 known",
  "t5"."natural_change@2018 1",
  "t5"."natural_change@2018 2",
  "t5"."natural_change@2018 3",
  "t5"."natural_change@2018 4",
  "t5"."migration_change@2018 known",
  "t5"."migration_change@2018 1",
  "t5"."migration_change@2018 2",
  "t5"."migration_change@2018 3",
  "t5"."migration_change@2018 4",
  "t5"."birth_rate@2020 known",
  "t5"."birth_rate@2020 1",
  "t5"."birth_rate@2020 2",
  "t5"."death_rate@2020 known",
  "t5"."death_rate@2020 1",
  "t5"."death_rate@2020 2",
  "t5"."household_size@2018 known",
  "t5"."household_size@2018 1",
  "t5"."household_size@2018 2",
  "t5"."vacancy_rate@2018 known",
  "t5"."vacancy_rate@2018 1",
  "t5"."vacancy_rate@2018 2",
  "t5"."second_homes_share@2018 known",
  "t5"."second_homes_share@2018 1",
  "t5"."second_homes_share@2018 2",
  "t5"."owners_share@2018 known",
  "t5"."owners_share@2018 1",
  "t5"."owners_share@2018 2",
  "t5"."dwellings_per_household@2018 known",
  "t5"."dwellings_per_household@2018 1",
  "t5"."dwellings_per_household@2018 2",
  "t5"."unemployment_rate@2018 known",
  "t5"."unemployment_rate@2018 1",
  "t5"."unemployment_rate@2018 2",
  "t5"."employment_rate@2018 known",
  "t5"."employment_rate@2018 1",
  "t5"."employment_rate@2018 2",
  "t5"."employment_rate@2018 3",
  "t5"."people_15_64_share@2018 known",
  "t5"."people_15_64_share@2018 1",
  "t5"."people_15_64_share@2018 2",
  "t5"."job_concentration@2018 known",
  "t5"."job_concentration@2018 1",
  "t5"."job_concentration@2018 2",
  "t5"."job_concentration@2018 3",
  "t5"."jobs_growth@2018 known",
  "t5"."jobs_growth@2018 1",
  "t5"."jobs_growth@2018 2",
  "t5"."salaried_share@2018 known",
  "t5"."salaried_share@2018 1",
  "t5"."salaried_share@2018 2",
  "t5"."establishments_per_1000@2018 known",
  "t5"."establishments_per_1000@2018 1",
  "t5"."establishments_per_1000@2018 2",
  "t5"."establishments_trade_share@2018 known",
  "t5"."establishments_trade_share@2018 1",
  "t5"."establishments_trade_share@2018 2",
  "t5"."establishments_agriculture_share@2018 known",
  "t5"."establishments_agriculture_share@2018 1",
  "t5"."establishments_agriculture_share@2018 2",
  "t5"."establishments_industry_share@2018 known",
  "t5"."establishments_industry_share@2018 1",
  "t5"."establishments_industry_share@2018 2",
  "t5"."establishments_construction_share@2018 known",
  "t5"."establishments_construction_share@2018 1",
  "t5"."establishments_construction_share@2018 2",
  "t5"."establishments_public_share@2018 known",
  "t5"."establishments_public_share@2018 1",
  "t5"."establishments_public_share@2018 2",
  "t5"."small_establishments_share@2018 known",
  "t5"."small_establishments_share@2018 1",
  "t5"."small_establishments_share@2018 2",
  "t5"."general_practitioners_rate@2018 known",
  "t5"."general_practitioners_rate@2018 1",
  "t5"."general_practitioners_rate@2018 2",
  "t5"."dentists_rate@2018 known",
  "t5"."dentists_rate@2018 1",
  "t5"."dentists_rate@2018 2",
  "t5"."nurses_rate@2018 known",
  "t5"."nurses_rate@2018 1",
  "t5"."nurses_rate@2018 2",
  "t5"."pharmacies_rate@2018 known",
  "t5"."pharmacies_rate@2018 1",
  "t5"."pharmacies_rate@2018 2",
  "t5"."health_centres_rate@2018 known",
  "t5"."health_centres_rate@2018 1",
  "t5"."health_centres_rate@2018 2",
  "t5"."nurseries_rate@2018 known",
  "t5"."nurseries_rate@2018 1",
  "t5"."nurseries_rate@2018 2",
  "t5"."elderly_homes_rate@2018 known",
  "t5"."elderly_homes_rate@2018 1",
  "t5"."elderly_homes_rate@2018 2",
  "t5"."elderly_services_rate@2018 known",
  "t5"."elderly_services_rate@2018 1",
  "t5"."elderly_services_rate@2018 2",
  "t5"."disability_services_rate@2018 known",
  "t5"."disability_services_rate@2018 1",
  "t5"."disability_services_rate@2018 2",
  "t5"."secondary_schools_rate@2018 known",
  "t5"."secondary_schools_rate@2018 1",
  "t5"."secondary_schools_rate@2018 2",
  "t5"."adult_training_rate@2018 known",
  "t5"."adult_training_rate@2018 1",
  "t5"."adult_training_rate@2018 2",
  "t5"."job_centres_rate@2018 known",
  "t5"."job_centres_rate@2018 1",
  "t5"."job_centres_rate@2018 2",
  "t5"."food_shops_local_rate@2018 known",
  "t5"."food_shops_local_rate@2018 1",
  "t5"."food_shops_local_rate@2018 2",
  "t5"."supermarkets_rate@2018 known",
  "t5"."supermarkets_rate@2018 1",
  "t5"."supermarkets_rate@2018 2",
  "t5"."bakeries_rate@2018 known",
  "t5"."bakeries_rate@2018 1",
  "t5"."bakeries_rate@2018 2",
  "t5"."car_repair_rate@2018 known",
  "t5"."car_repair_rate@2018 1",
  "t5"."car_repair_rate@2018 2",
  "t5"."building_trades_rate@2018 known",
  "t5"."building_trades_rate@2018 1",
  "t5"."building_trades_rate@2018 2",
  "t5"."restaurants_rate@2018 known",
  "t5"."restaurants_rate@2018 1",
  "t5"."restaurants_rate@2018 2",
  "t5"."hotels_campsites_rate@2018 known",
  "t5"."hotels_campsites_rate@2018 1",
  "t5"."hotels_campsites_rate@2018 2",
  "t5"."cinemas_rate@2018 known",
  "t5"."cinemas_rate@2018 1",
  "t5"."cinemas_rate@2018 2",
  "t5"."culture_venues_rate@2018 known",
  "t5"."culture_venues_rate@2018 1",
  "t5"."culture_venues_rate@2018 2",
  "t5"."sports_halls_rate@2018 known",
  "t5"."sports_halls_rate@2018 1",
  "t5"."sports_halls_rate@2018 2",
  "t5"."swimming_pools_rate@2018 known",
  "t5"."swimming_pools_rate@2018 1",
  "t5"."swimming_pools_rate@2018 2",
  "t5"."fuel_stations_rate@2018 known",
  "t5"."fuel_stations_rate@2018 1",
  "t5"."fuel_stations_rate@2018 2",
  "t5"."communes_with_doctor@2018 known",
  "t5"."communes_with_doctor@2018 1",
  "t5"."communes_with_doctor@2018 2",
  "t5"."communes_with_food@2018 known",
  "t5"."communes_with_food@2018 1",
  "t5"."communes_with_food@2018 2",
  "t5"."communes_with_school@2018 known",
  "t5"."communes_with_school@2018 1",
  "t5"."communes_with_school@2018 2",
  "t5"."communes_with_post@2018 known",
  "t5"."communes_with_post@2018 1",
  "t5"."communes_with_post@2018 2",
  "t5"."communes_with_station@2018 known",
  "t5"."communes_with_station@2018 1",
  "t5"."communes_with_station@2018 2",
  "t5"."population@2018 1" AS "population@2018",
  "t5"."population_density@2018 1" / NULLIF("t5"."population_density@2018 2", 0) AS "population_density@2018",
  (
    (
      POWER(
        (
          "t5"."population_growth@2018 1" / NULLIF("t5"."population_growth@2018 2", 0)
        ),
        0.2
      )
    ) - 1
  ) * 100 AS "population_growth@2018",
  (
    (
      (
        "t5"."natural_change@2018 1" - "t5"."natural_change@2018 2"
      ) / 5.0
    ) / NULLIF((
      "t5"."natural_change@2018 3" + "t5"."natural_change@2018 4"
    ) / 2, 0)
  ) * 1000 AS "natural_change@2018",
  (
    (
      (
        (
          (
            "t5"."migration_change@2018 1" - "t5"."migration_change@2018 2"
          ) - "t5"."migration_change@2018 3"
        ) + "t5"."migration_change@2018 4"
      ) / 5.0
    ) / NULLIF((
      "t5"."migration_change@2018 1" + "t5"."migration_change@2018 2"
    ) / 2, 0)
  ) * 1000 AS "migration_change@2018",
  (
    "t5"."birth_rate@2020 1" / NULLIF("t5"."birth_rate@2020 2", 0)
  ) * 1000 AS "birth_rate@2020",
  (
    "t5"."death_rate@2020 1" / NULLIF("t5"."death_rate@2020 2", 0)
  ) * 1000 AS "death_rate@2020",
  "t5"."household_size@2018 1" / NULLIF("t5"."household_size@2018 2", 0) AS "household_size@2018",
  (
    "t5"."vacancy_rate@2018 1" / NULLIF("t5"."vacancy_rate@2018 2", 0)
  ) * 100 AS "vacancy_rate@2018",
  (
    "t5"."second_homes_share@2018 1" / NULLIF("t5"."second_homes_share@2018 2", 0)
  ) * 100 AS "second_homes_share@2018",
  (
    "t5"."owners_share@2018 1" / NULLIF("t5"."owners_share@2018 2", 0)
  ) * 100 AS "owners_share@2018",
  "t5"."dwellings_per_household@2018 1" / NULLIF("t5"."dwellings_per_household@2018 2", 0) AS "dwellings_per_household@2018",
  (
    "t5"."unemployment_rate@2018 1" / NULLIF("t5"."unemployment_rate@2018 2", 0)
  ) * 100 AS "unemployment_rate@2018",
  (
    (
      "t5"."employment_rate@2018 1" - "t5"."employment_rate@2018 2"
    ) / NULLIF("t5"."employment_rate@2018 3", 0)
  ) * 100 AS "employment_rate@2018",
  (
    "t5"."people_15_64_share@2018 1" / NULLIF("t5"."people_15_64_share@2018 2", 0)
  ) * 100 AS "people_15_64_share@2018",
  (
    "t5"."job_concentration@2018 1" / NULLIF("t5"."job_concentration@2018 2" - "t5"."job_concentration@2018 3", 0)
  ) * 100 AS "job_concentration@2018",
  (
    (
      POWER((
        "t5"."jobs_growth@2018 1" / NULLIF("t5"."jobs_growth@2018 2", 0)
      ), 0.2)
    ) - 1
  ) * 100 AS "jobs_growth@2018",
  (
    "t5"."salaried_share@2018 1" / NULLIF("t5"."salaried_share@2018 2", 0)
  ) * 100 AS "salaried_share@2018",
  (
    "t5"."establishments_per_1000@2018 1" / NULLIF("t5"."establishments_per_1000@2018 2", 0)
  ) * 1000 AS "establishments_per_1000@2018",
  (
    "t5"."establishments_trade_share@2018 1" / NULLIF("t5"."establishments_trade_share@2018 2", 0)
  ) * 100 AS "establishments_trade_share@2018",
  (
    "t5"."establishments_agriculture_share@2018 1" / NULLIF("t5"."establishments_agriculture_share@2018 2", 0)
  ) * 100 AS "establishments_agriculture_share@2018",
  (
    "t5"."establishments_industry_share@2018 1" / NULLIF("t5"."establishments_industry_share@2018 2", 0)
  ) * 100 AS "establishments_industry_share@2018",
  (
    "t5"."establishments_construction_share@2018 1" / NULLIF("t5"."establishments_construction_share@2018 2", 0)
  ) * 100 AS "establishments_construction_share@2018",
  (
    "t5"."establishments_public_share@2018 1" / NULLIF("t5"."establishments_public_share@2018 2", 0)
  ) * 100 AS "establishments_public_share@2018",
  (
    "t5"."small_establishments_share@2018 1" / NULLIF(
      "t5"."small_establishments_share@2018 1" + "t5"."small_establishments_share@2018 2",
      0
    )
  ) * 100 AS "small_establishments_share@2018",
  (
    "t5"."general_practitioners_rate@2018 1" / NULLIF("t5"."general_practitioners_rate@2018 2", 0)
  ) * 10000 AS "general_practitioners_rate@2018",
  (
    "t5"."dentists_rate@2018 1" / NULLIF("t5"."dentists_rate@2018 2", 0)
  ) * 10000 AS "dentists_rate@2018",
  (
    "t5"."nurses_rate@2018 1" / NULLIF("t5"."nurses_rate@2018 2", 0)
  ) * 10000 AS "nurses_rate@2018",
  (
    "t5"."pharmacies_rate@2018 1" / NULLIF("t5"."pharmacies_rate@2018 2", 0)
  ) * 10000 AS "pharmacies_rate@2018",
  (
    "t5"."health_centres_rate@2018 1" / NULLIF("t5"."health_centres_rate@2018 2", 0)
  ) * 100000 AS "health_centres_rate@2018",
  (
    "t5"."nurseries_rate@2018 1" / NULLIF("t5"."nurseries_rate@2018 2", 0)
  ) * 10000 AS "nurseries_rate@2018",
  (
    "t5"."elderly_homes_rate@2018 1" / NULLIF("t5"."elderly_homes_rate@2018 2", 0)
  ) * 10000 AS "elderly_homes_rate@2018",
  (
    "t5"."elderly_services_rate@2018 1" / NULLIF("t5"."elderly_services_rate@2018 2", 0)
  ) * 100000 AS "elderly_services_rate@2018",
  (
    "t5"."disability_services_rate@2018 1" / NULLIF("t5"."disability_services_rate@2018 2", 0)
  ) * 10000 AS "disability_services_rate@2018",
  (
    "t5"."secondary_schools_rate@2018 1" / NULLIF("t5"."secondary_schools_rate@2018 2", 0)
  ) * 10000 AS "secondary_schools_rate@2018",
  (
    "t5"."adult_training_rate@2018 1" / NULLIF("t5"."adult_training_rate@2018 2", 0)
  ) * 10000 AS "adult_training_rate@2018",
  (
    "t5"."job_centres_rate@2018 1" / NULLIF("t5"."job_centres_rate@2018 2", 0)
  ) * 100000 AS "job_centres_rate@2018",
  (
    "t5"."food_shops_local_rate@2018 1" / NULLIF("t5"."food_shops_local_rate@2018 2", 0)
  ) * 10000 AS "food_shops_local_rate@2018",
  (
    "t5"."supermarkets_rate@2018 1" / NULLIF("t5"."supermarkets_rate@2018 2", 0)
  ) * 10000 AS "supermarkets_rate@2018",
  (
    "t5"."bakeries_rate@2018 1" / NULLIF("t5"."bakeries_rate@2018 2", 0)
  ) * 10000 AS "bakeries_rate@2018",
  (
    "t5"."car_repair_rate@2018 1" / NULLIF("t5"."car_repair_rate@2018 2", 0)
  ) * 10000 AS "car_repair_rate@2018",
  (
    "t5"."building_trades_rate@2018 1" / NULLIF("t5"."building_trades_rate@2018 2", 0)
  ) * 10000 AS "building_trades_rate@2018",
  (
    "t5"."restaurants_rate@2018 1" / NULLIF("t5"."restaurants_rate@2018 2", 0)
  ) * 10000 AS "restaurants_rate@2018",
  (
    "t5"."hotels_campsites_rate@2018 1" / NULLIF("t5"."hotels_campsites_rate@2018 2", 0)
  ) * 10000 AS "hotels_campsites_rate@2018",
  (
    "t5"."cinemas_rate@2018 1" / NULLIF("t5"."cinemas_rate@2018 2", 0)
  ) * 100000 AS "cinemas_rate@2018",
  (
    "t5"."culture_venues_rate@2018 1" / NULLIF("t5"."culture_venues_rate@2018 2", 0)
  ) * 100000 AS "culture_venues_rate@2018",
  (
    "t5"."sports_halls_rate@2018 1" / NULLIF("t5"."sports_halls_rate@2018 2", 0)
  ) * 10000 AS "sports_halls_rate@2018",
  (
    "t5"."swimming_pools_rate@2018 1" / NULLIF("t5"."swimming_pools_rate@2018 2", 0)
  ) * 100000 AS "swimming_pools_rate@2018",
  (
    "t5"."fuel_stations_rate@2018 1" / NULLIF("t5"."fuel_stations_rate@2018 2", 0)
  ) * 10000 AS "fuel_stations_rate@2018",
  (
    "t5"."communes_with_doctor@2018 1" / NULLIF("t5"."communes_with_doctor@2018 2", 0)
  ) * 100 AS "communes_with_doctor@2018",
  (
    "t5"."communes_with_food@2018 1" / NULLIF("t5"."communes_with_food@2018 2", 0)
  ) * 100 AS "communes_with_food@2018",
  (
    "t5"."communes_with_school@2018 1" / NULLIF("t5"."communes_with_school@2018 2", 0)
  ) * 100 AS "communes_with_school@2018",
  (
    "t5"."communes_with_post@2018 1" / NULLIF("t5"."communes_with_post@2018 2", 0)
  ) * 100 AS "communes_with_post@2018",
  (
    "t5"."communes_with_station@2018 1" / NULLIF("t5"."communes_with_station@2018 2", 0)
  ) * 100 AS "communes_with_station@2018"
FROM (
  SELECT
    "t4"."perimeter",
    COUNT(*) AS "members",
    SUM("t4"."population@2018 known") AS "population@2018 known",
    SUM("t4"."population@2018 1") AS "population@2018 1",
    SUM("t4"."population_density@2018 known") AS "population_density@2018 known",
    SUM("t4"."population_density@2018 1") AS "population_density@2018 1",
    SUM("t4"."population_density@2018 2") AS "population_density@2018 2",
    SUM("t4"."population_growth@2018 known") AS "population_growth@2018 known",
    SUM("t4"."population_growth@2018 1") AS "population_growth@2018 1",
    SUM("t4"."population_growth@2018 2") AS "population_growth@2018 2",
    SUM("t4"."natural_change@2018 known") AS "natural_change@2018 known",
    SUM("t4"."natural_change@2018 1") AS "natural_change@2018 1",
    SUM("t4"."natural_change@2018 2") AS "natural_change@2018 2",
    SUM("t4"."natural_change@2018 3") AS "natural_change@2018 3",
    SUM("t4"."natural_change@2018 4") AS "natural_change@2018 4",
    SUM("t4"."migration_change@2018 known") AS "migration_change@2018 known",
    SUM("t4"."migration_change@2018 1") AS "migration_change@2018 1",
    SUM("t4"."migration_change@2018 2") AS "migration_change@2018 2",
    SUM("t4"."migration_change@2018 3") AS "migration_change@2018 3",
    SUM("t4"."migration_change@2018 4") AS "migration_change@2018 4",
    SUM("t4"."birth_rate@2020 known") AS "birth_rate@2020 known",
    SUM("t4"."birth_rate@2020 1") AS "birth_rate@2020 1",
    SUM("t4"."birth_rate@2020 2") AS "birth_rate@2020 2",
    SUM("t4"."death_rate@2020 known") AS "death_rate@2020 known",
    SUM("t4"."death_rate@2020 1") AS "death_rate@2020 1",
    SUM("t4"."death_rate@2020 2") AS "death_rate@2020 2",
    SUM("t4"."household_size@2018 known") AS "household_size@2018 known",
    SUM("t4"."household_size@2018 1") AS "household_size@2018 1",
    SUM("t4"."household_size@2018 2") AS "household_size@2018 2",
    SUM("t4"."vacancy_rate@2018 known") AS "vacancy_rate@2018 known",
    SUM("t4"."vacancy_rate@2018 1") AS "vacancy_rate@2018 1",
    SUM("t4"."vacancy_rate@2018 2") AS "vacancy_rate@2018 2",
    SUM("t4"."second_homes_share@2018 known") AS "second_homes_share@2018 known",
    SUM("t4"."second_homes_share@2018 1") AS "second_homes_share@2018 1",
    SUM("t4"."second_homes_share@2018 2") AS "second_homes_share@2018 2",
    SUM("t4"."owners_share@2018 known") AS "owners_share@2018 known",
    SUM("t4"."owners_share@2018 1") AS "owners_share@2018 1",
    SUM("t4"."owners_share@2018 2") AS "owners_share@2018 2",
    SUM("t4"."dwellings_per_household@2018 known") AS "dwellings_per_household@2018 known",
    SUM("t4"."dwellings_per_household@2018 1") AS "dwellings_per_household@2018 1",
    SUM("t4"."dwellings_per_household@2018 2") AS "dwellings_per_household@2018 2",
    SUM("t4"."unemployment_rate@2018 known") AS "unemployment_rate@2018 known",
    SUM("t4"."unemployment_rate@2018 1") AS "unemployment_rate@2018 1",
    SUM("t4"."unemployment_rate@2018 2") AS "unemployment_rate@2018 2",
    SUM("t4"."employment_rate@2018 known") AS "employment_rate@2018 known",
    SUM("t4"."employment_rate@2018 1") AS "employment_rate@2018 1",
    SUM("t4"."employment_rate@2018 2") AS "employment_rate@2018 2",
    SUM("t4"."employment_rate@2018 3") AS "employment_rate@2018 3",
    SUM("t4"."people_15_64_share@2018 known") AS "people_15_64_share@2018 known",
    SUM("t4"."people_15_64_share@2018 1") AS "people_15_64_share@2018 1",
    SUM("t4"."people_15_64_share@2018 2") AS "people_15_64_share@2018 2",
    SUM("t4"."job_concentration@2018 known") AS "job_concentration@2018 known",
    SUM("t4"."job_concentration@2018 1") AS "job_concentration@2018 1",
    SUM("t4"."job_concentration@2018 2") AS "job_concentration@2018 2",
    SUM("t4"."job_concentration@2018 3") AS "job_concentration@2018 3",
    SUM("t4"."jobs_growth@2018 known") AS "jobs_growth@2018 known",
    SUM("t4"."jobs_growth@2018 1") AS "jobs_growth@2018 1",
    SUM("t4"."jobs_growth@2018 2") AS "jobs_growth@2018 2",
    SUM("t4"."salaried_share@2018 known") AS "salaried_share@2018 known",
    SUM("t4"."salaried_share@2018 1") AS "salaried_share@2018 1",
    SUM("t4"."salaried_share@2018 2") AS "salaried_share@2018 2",
    SUM("t4"."establishments_per_1000@2018 known") AS "establishments_per_1000@2018 known",
    SUM("t4"."establishments_per_1000@2018 1") AS "establishments_per_1000@2018 1",
    SUM("t4"."establishments_per_1000@2018 2") AS "establishments_per_1000@2018 2",
    SUM("t4"."establishments_trade_share@2018 known") AS "establishments_trade_share@2018 known",
    SUM("t4"."establishments_trade_share@2018 1") AS "establishments_trade_share@2018 1",
    SUM("t4"."establishments_trade_share@2018 2") AS "establishments_trade_share@2018 2",
    SUM("t4"."establishments_agriculture_share@2018 known") AS "establishments_agriculture_share@2018 known",
    SUM("t4"."establishments_agriculture_share@2018 1") AS "establishments_agriculture_share@2018 1",
    SUM("t4"."establishments_agriculture_share@2018 2") AS "establishments_agriculture_share@2018 2",
    SUM("t4"."establishments_industry_share@2018 known") AS "establishments_industry_share@2018 known",
    SUM("t4"."establishments_industry_share@2018 1") AS "establishments_industry_share@2018 1",
    SUM("t4"."establishments_industry_share@2018 2") AS "establishments_industry_share@2018 2",
    SUM("t4"."establishments_construction_share@2018 known") AS "establishments_construction_share@2018 known",
    SUM("t4"."establishments_construction_share@2018 1") AS "establishments_construction_share@2018 1",
    SUM("t4"."establishments_construction_share@2018 2") AS "establishments_construction_share@2018 2",
    SUM("t4"."establishments_public_share@2018 known") AS "establishments_public_share@2018 known",
    SUM("t4"."establishments_public_share@2018 1") AS "establishments_public_share@2018 1",
    SUM("t4"."establishments_public_share@2018 2") AS "establishments_public_share@2018 2",
    SUM("t4"."small_establishments_share@2018 known") AS "small_establishments_share@2018 known",
    SUM("t4"."small_establishments_share@2018 1") AS "small_establishments_share@2018 1",
    SUM("t4"."small_establishments_share@2018 2") AS "small_establishments_share@2018 2",
    SUM("t4"."general_practitioners_rate@2018 known") AS "general_practitioners_rate@2018 known",
    SUM("t4"."general_practitioners_rate@2018 1") AS "general_practitioners_rate@2018 1",
    SUM("t4"."general_practitioners_rate@2018 2") AS "general_practitioners_rate@2018 2",
    SUM("t4"."dentists_rate@2018 known") AS "dentists_rate@2018 known",
    SUM("t4"."dentists_rate@2018 1") AS "dentists_rate@2018 1",
    SUM("t4"."dentists_rate@2018 2") AS "dentists_rate@2018 2",
    SUM("t4"."nurses_rate@2018 known") AS "nurses_rate@2018 known",
    SUM("t4"."nurses_rate@2018 1") AS "nurses_rate@2018 1",
    SUM("t4"."nurses_rate@2018 2") AS "nurses_rate@2018 2",
    SUM("t4"."pharmacies_rate@2018 known") AS "pharmacies_rate@2018 known",
    SUM("t4"."pharmacies_rate@2018 1") AS "pharmacies_rate@2018 1",
    SUM("t4"."pharmacies_rate@2018 2") AS "pharmacies_rate@2018 2",
    SUM("t4"."health_centres_rate@2018 known") AS "health_centres_rate@2018 known",
    SUM("t4"."health_centres_rate@2018 1") AS "health_centres_rate@2018 1",
    SUM("t4"."health_centres_rate@2018 2") AS "health_centres_rate@2018 2",
    SUM("t4"."nurseries_rate@2018 known") AS "nurseries_rate@2018 known",
    SUM("t4"."nurseries_rate@2018 1") AS "nurseries_rate@2018 1",
    SUM("t4"."nurseries_rate@2018 2") AS "nurseries_rate@2018 2",
    SUM("t4"."elderly_homes_rate@2018 known") AS "elderly_homes_rate@2018 known",
    SUM("t4"."elderly_homes_rate@2018 1") AS "elderly_homes_rate@2018 1",
    SUM("t4"."elderly_homes_rate@2018 2") AS "elderly_homes_rate@2018 2",
    SUM("t4"."elderly_services_rate@2018 known") AS "elderly_services_rate@2018 known",
    SUM("t4"."elderly_services_rate@2018 1") AS "elderly_services_rate@2018 1",
    SUM("t4"."elderly_services_rate@2018 2") AS "elderly_services_rate@2018 2",
    SUM("t4"."disability_services_rate@2018 known") AS "disability_services_rate@2018 known",
    SUM("t4"."disability_services_rate@2018 1") AS "disability_services_rate@2018 1",
    SUM("t4"."disability_services_rate@2018 2") AS "disability_services_rate@2018 2",
    SUM("t4"."secondary_schools_rate@2018 known") AS "secondary_schools_rate@2018 known",
    SUM("t4"."secondary_schools_rate@2018 1") AS "secondary_schools_rate@2018 1",
    SUM("t4"."secondary_schools_rate@2018 2") AS "secondary_schools_rate@2018 2",
    SUM("t4"."adult_training_rate@2018 known") AS "adult_training_rate@2018 known",
    SUM("t4"."adult_training_rate@2018 1") AS "adult_training_rate@2018 1",
    SUM("t4"."adult_training_rate@2018 2") AS "adult_training_rate@2018 2",
    SUM("t4"."job_centres_rate@2018 known") AS "job_centres_rate@2018 known",
    SUM("t4"."job_centres_rate@2018 1") AS "job_centres_rate@2018 1",
    SUM("t4"."job_centres_rate@2018 2") AS "job_centres_rate@2018 2",
    SUM("t4"."food_shops_local_rate@2018 known") AS "food_shops_local_rate@2018 known",
    SUM("t4"."food_shops_local_rate@2018 1") AS "food_shops_local_rate@2018 1",
    SUM("t4"."food_shops_local_rate@2018 2") AS "food_shops_local_rate@2018 2",
    SUM("t4"."supermarkets_rate@2018 known") AS "supermarkets_rate@2018 known",
    SUM("t4"."supermarkets_rate@2018 1") AS "supermarkets_rate@2018 1",
    SUM("t4"."supermarkets_rate@2018 2") AS "supermarkets_rate@2018 2",
    SUM("t4"."bakeries_rate@2018 known") AS "bakeries_rate@2018 known",
    SUM("t4"."bakeries_rate@2018 1") AS "bakeries_rate@2018 1",
    SUM("t4"."bakeries_rate@2018 2") AS "bakeries_rate@2018 2",
    SUM("t4"."car_repair_rate@2018 known") AS "car_repair_rate@2018 known",
    SUM("t4"."car_repair_rate@2018 1") AS "car_repair_rate@2018 1",
    SUM("t4"."car_repair_rate@2018 2") AS "car_repair_rate@2018 2",
    SUM("t4"."building_trades_rate@2018 known") AS "building_trades_rate@2018 known",
    SUM("t4"."building_trades_rate@2018 1") AS "building_trades_rate@2018 1",
    SUM("t4"."building_trades_rate@2018 2") AS "building_trades_rate@2018 2",
    SUM("t4"."restaurants_rate@2018 known") AS "restaurants_rate@2018 known",
    SUM("t4"."restaurants_rate@2018 1") AS "restaurants_rate@2018 1",
    SUM("t4"."restaurants_rate@2018 2") AS "restaurants_rate@2018 2",
    SUM("t4"."hotels_campsites_rate@2018 known") AS "hotels_campsites_rate@2018 known",
    SUM("t4"."hotels_campsites_rate@2018 1") AS "hotels_campsites_rate@2018 1",
    SUM("t4"."hotels_campsites_rate@2018 2") AS "hotels_campsites_rate@2018 2",
    SUM("t4"."cinemas_rate@2018 known") AS "cinemas_rate@2018 known",
    SUM("t4"."cinemas_rate@2018 1") AS "cinemas_rate@2018 1",
    SUM("t4"."cinemas_rate@2018 2") AS "cinemas_rate@2018 2",
    SUM("t4"."culture_venues_rate@2018 known") AS "culture_venues_rate@2018 known",
    SUM("t4"."culture_venues_rate@2018 1") AS "culture_venues_rate@2018 1",
    SUM("t4"."culture_venues_rate@2018 2") AS "culture_venues_rate@2018 2",
    SUM("t4"."sports_halls_rate@2018 known") AS "sports_halls_rate@2018 known",
    SUM("t4"."sports_halls_rate@2018 1") AS "sports_halls_rate@2018 1",
    SUM("t4"."sports_halls_rate@2018 2") AS "sports_halls_rate@2018 2",
    SUM("t4"."swimming_pools_rate@2018 known") AS "swimming_pools_rate@2018 known",
    SUM("t4"."swimming_pools_rate@2018 1") AS "swimming_pools_rate@2018 1",
    SUM("t4"."swimming_pools_rate@2018 2") AS "swimming_pools_rate@2018 2",
    SUM("t4"."fuel_stations_rate@2018 known") AS "fuel_stations_rate@2018 known",
    SUM("t4"."fuel_stations_rate@2018 1") AS "fuel_stations_rate@2018 1",
    SUM("t4"."fuel_stations_rate@2018 2") AS "fuel_stations_rate@2018 2",
    SUM("t4"."communes_with_doctor@2018 known") AS "communes_with_doctor@2018 known",
    SUM("t4"."communes_with_doctor@2018 1") AS "communes_with_doctor@2018 1",
    SUM("t4"."communes_with_doctor@2018 2") AS "communes_with_doctor@2018 2",
    SUM("t4"."communes_with_food@2018 known") AS "communes_with_food@2018 known",
    SUM("t4"."communes_with_food@2018 1") AS "communes_with_food@2018 1",
    SUM("t4"."communes_with_food@2018 2") AS "communes_with_food@2018 2",
    SUM("t4"."communes_with_school@2018 known") AS "communes_with_school@2018 known",
    SUM("t4"."communes_with_school@2018 1") AS "communes_with_school@2018 1",
    SUM("t4"."communes_with_school@2018 2") AS "communes_with_school@2018 2",
    SUM("t4"."communes_with_post@2018 known") AS "communes_with_post@2018 known",
    SUM("t4"."communes_with_post@2018 1") AS "communes_with_post@2018 1",
    SUM("t4"."communes_with_post@2018 2") AS "communes_with_post@2018 2",
    SUM("t4"."communes_with_station@2018 known") AS "communes_with_station@2018 known",
    SUM("t4"."communes_with_station@2018 1") AS "communes_with_station@2018 1",
    SUM("t4"."communes_with_station@2018 2") AS "communes_with_station@2018 2"
  FROM (
    SELECT
      "t2"."perimeter",
      CASE WHEN "t3"."population@insee_comparateur-2018" IS NOT NULL THEN 1 ELSE 0 END AS "population@2018 known",
      CASE
        WHEN "t3"."population@insee_comparateur-2018" IS NOT NULL
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "population@2018 1",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."area@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "population_density@2018 known",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."area@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "population_density@2018 1",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."area@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."area@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "population_density@2018 2",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "population_growth@2018 known",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "population_growth@2018 1",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population_before@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "population_growth@2018 2",
      CASE
        WHEN (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "natural_change@2018 known",
      CASE
        WHEN (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."births_between@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "natural_change@2018 1",
      CASE
        WHEN (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."deaths_between@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "natural_change@2018 2",
      CASE
        WHEN (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "natural_change@2018 3",
      CASE
        WHEN (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population_before@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "natural_change@2018 4",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "migration_change@2018 known",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "migration_change@2018 1",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population_before@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "migration_change@2018 2",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."births_between@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "migration_change@2018 3",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population_before@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."births_between@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."deaths_between@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."deaths_between@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "migration_change@2018 4",
      CASE
        WHEN (
          "t3"."births@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "birth_rate@2020 known",
      CASE
        WHEN (
          "t3"."births@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."births@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "birth_rate@2020 1",
      CASE
        WHEN (
          "t3"."births@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "birth_rate@2020 2",
      CASE
        WHEN (
          "t3"."deaths@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "death_rate@2020 known",
      CASE
        WHEN (
          "t3"."deaths@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."deaths@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "death_rate@2020 1",
      CASE
        WHEN (
          "t3"."deaths@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "death_rate@2020 2",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "household_size@2018 known",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "household_size@2018 1",
      CASE
        WHEN (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."households@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "household_size@2018 2",
      CASE
        WHEN (
          "t3"."dwellings_vacant@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "vacancy_rate@2018 known",
      CASE
        WHEN (
          "t3"."dwellings_vacant@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings_vacant@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "vacancy_rate@2018 1",
      CASE
        WHEN (
          "t3"."dwellings_vacant@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "vacancy_rate@2018 2",
      CASE
        WHEN (
          "t3"."dwellings_second@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "second_homes_share@2018 known",
      CASE
        WHEN (
          "t3"."dwellings_second@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings_second@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "second_homes_share@2018 1",
      CASE
        WHEN (
          "t3"."dwellings_second@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "second_homes_share@2018 2",
      CASE
        WHEN (
          "t3"."dwellings_owned@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings_main@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "owners_share@2018 known",
      CASE
        WHEN (
          "t3"."dwellings_owned@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings_main@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings_owned@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "owners_share@2018 1",
      CASE
        WHEN (
          "t3"."dwellings_owned@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."dwellings_main@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings_main@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "owners_share@2018 2",
      CASE
        WHEN (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "dwellings_per_household@2018 known",
      CASE
        WHEN (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dwellings@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "dwellings_per_household@2018 1",
      CASE
        WHEN (
          "t3"."dwellings@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."households@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."households@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "dwellings_per_household@2018 2",
      CASE
        WHEN (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "unemployment_rate@2018 known",
      CASE
        WHEN (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."unemployed_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "unemployment_rate@2018 1",
      CASE
        WHEN (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."active_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "unemployment_rate@2018 2",
      CASE
        WHEN (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "employment_rate@2018 known",
      CASE
        WHEN (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."active_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "employment_rate@2018 1",
      CASE
        WHEN (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."unemployed_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "employment_rate@2018 2",
      CASE
        WHEN (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."people_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "employment_rate@2018 3",
      CASE
        WHEN (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "people_15_64_share@2018 known",
      CASE
        WHEN (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."people_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "people_15_64_share@2018 1",
      CASE
        WHEN (
          "t3"."people_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "people_15_64_share@2018 2",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "job_concentration@2018 known",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."jobs@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "job_concentration@2018 1",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."active_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "job_concentration@2018 2",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."active_15_64@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."unemployed_15_64@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."unemployed_15_64@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "job_concentration@2018 3",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "jobs_growth@2018 known",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."jobs@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "jobs_growth@2018 1",
      CASE
        WHEN (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs_before@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."jobs_before@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "jobs_growth@2018 2",
      CASE
        WHEN (
          "t3"."jobs_salaried@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "salaried_share@2018 known",
      CASE
        WHEN (
          "t3"."jobs_salaried@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."jobs_salaried@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "salaried_share@2018 1",
      CASE
        WHEN (
          "t3"."jobs_salaried@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."jobs@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."jobs@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "salaried_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_per_1000@2018 known",
      CASE
        WHEN (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_per_1000@2018 1",
      CASE
        WHEN (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_per_1000@2018 2",
      CASE
        WHEN (
          "t3"."establishments_trade@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_trade_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_trade@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_trade@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_trade_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_trade@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_trade_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments_agriculture@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_agriculture_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_agriculture@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_agriculture@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_agriculture_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_agriculture@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_agriculture_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments_industry@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_industry_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_industry@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_industry@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_industry_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_industry@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_industry_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments_construction@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_construction_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_construction@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_construction@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_construction_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_construction@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_construction_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments_public@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "establishments_public_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_public@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_public@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_public_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_public@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "establishments_public_share@2018 2",
      CASE
        WHEN (
          "t3"."establishments_1_9@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments_10_more@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "small_establishments_share@2018 known",
      CASE
        WHEN (
          "t3"."establishments_1_9@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments_10_more@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_1_9@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "small_establishments_share@2018 1",
      CASE
        WHEN (
          "t3"."establishments_1_9@insee_comparateur-2018" IS NOT NULL
        )
        AND (
          "t3"."establishments_10_more@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."establishments_10_more@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "small_establishments_share@2018 2",
      CASE
        WHEN (
          "t3"."general_practitioners@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "general_practitioners_rate@2018 known",
      CASE
        WHEN (
          "t3"."general_practitioners@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."general_practitioners@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "general_practitioners_rate@2018 1",
      CASE
        WHEN (
          "t3"."general_practitioners@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "general_practitioners_rate@2018 2",
      CASE
        WHEN (
          "t3"."dentists@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "dentists_rate@2018 known",
      CASE
        WHEN (
          "t3"."dentists@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."dentists@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "dentists_rate@2018 1",
      CASE
        WHEN (
          "t3"."dentists@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "dentists_rate@2018 2",
      CASE
        WHEN (
          "t3"."nurses@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "nurses_rate@2018 known",
      CASE
        WHEN (
          "t3"."nurses@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."nurses@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "nurses_rate@2018 1",
      CASE
        WHEN (
          "t3"."nurses@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "nurses_rate@2018 2",
      CASE
        WHEN (
          "t3"."pharmacies@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "pharmacies_rate@2018 known",
      CASE
        WHEN (
          "t3"."pharmacies@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."pharmacies@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "pharmacies_rate@2018 1",
      CASE
        WHEN (
          "t3"."pharmacies@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "pharmacies_rate@2018 2",
      CASE
        WHEN (
          "t3"."health_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "health_centres_rate@2018 known",
      CASE
        WHEN (
          "t3"."health_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."health_centres@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "health_centres_rate@2018 1",
      CASE
        WHEN (
          "t3"."health_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "health_centres_rate@2018 2",
      CASE
        WHEN (
          "t3"."nurseries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "nurseries_rate@2018 known",
      CASE
        WHEN (
          "t3"."nurseries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."nurseries@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "nurseries_rate@2018 1",
      CASE
        WHEN (
          "t3"."nurseries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "nurseries_rate@2018 2",
      CASE
        WHEN (
          "t3"."elderly_homes@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "elderly_homes_rate@2018 known",
      CASE
        WHEN (
          "t3"."elderly_homes@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."elderly_homes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "elderly_homes_rate@2018 1",
      CASE
        WHEN (
          "t3"."elderly_homes@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "elderly_homes_rate@2018 2",
      CASE
        WHEN (
          "t3"."elderly_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "elderly_services_rate@2018 known",
      CASE
        WHEN (
          "t3"."elderly_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."elderly_services@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "elderly_services_rate@2018 1",
      CASE
        WHEN (
          "t3"."elderly_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "elderly_services_rate@2018 2",
      CASE
        WHEN (
          "t3"."disability_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "disability_services_rate@2018 known",
      CASE
        WHEN (
          "t3"."disability_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."disability_services@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "disability_services_rate@2018 1",
      CASE
        WHEN (
          "t3"."disability_services@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "disability_services_rate@2018 2",
      CASE
        WHEN (
          "t3"."secondary_schools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "secondary_schools_rate@2018 known",
      CASE
        WHEN (
          "t3"."secondary_schools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."secondary_schools@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "secondary_schools_rate@2018 1",
      CASE
        WHEN (
          "t3"."secondary_schools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "secondary_schools_rate@2018 2",
      CASE
        WHEN (
          "t3"."adult_training@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "adult_training_rate@2018 known",
      CASE
        WHEN (
          "t3"."adult_training@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."adult_training@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "adult_training_rate@2018 1",
      CASE
        WHEN (
          "t3"."adult_training@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "adult_training_rate@2018 2",
      CASE
        WHEN (
          "t3"."job_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "job_centres_rate@2018 known",
      CASE
        WHEN (
          "t3"."job_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."job_centres@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "job_centres_rate@2018 1",
      CASE
        WHEN (
          "t3"."job_centres@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "job_centres_rate@2018 2",
      CASE
        WHEN (
          "t3"."food_shops_local@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "food_shops_local_rate@2018 known",
      CASE
        WHEN (
          "t3"."food_shops_local@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."food_shops_local@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "food_shops_local_rate@2018 1",
      CASE
        WHEN (
          "t3"."food_shops_local@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "food_shops_local_rate@2018 2",
      CASE
        WHEN (
          "t3"."supermarkets@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "supermarkets_rate@2018 known",
      CASE
        WHEN (
          "t3"."supermarkets@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."supermarkets@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "supermarkets_rate@2018 1",
      CASE
        WHEN (
          "t3"."supermarkets@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "supermarkets_rate@2018 2",
      CASE
        WHEN (
          "t3"."bakeries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "bakeries_rate@2018 known",
      CASE
        WHEN (
          "t3"."bakeries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."bakeries@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "bakeries_rate@2018 1",
      CASE
        WHEN (
          "t3"."bakeries@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "bakeries_rate@2018 2",
      CASE
        WHEN (
          "t3"."car_repair@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "car_repair_rate@2018 known",
      CASE
        WHEN (
          "t3"."car_repair@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."car_repair@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "car_repair_rate@2018 1",
      CASE
        WHEN (
          "t3"."car_repair@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "car_repair_rate@2018 2",
      CASE
        WHEN (
          "t3"."building_trades@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "building_trades_rate@2018 known",
      CASE
        WHEN (
          "t3"."building_trades@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."building_trades@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "building_trades_rate@2018 1",
      CASE
        WHEN (
          "t3"."building_trades@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "building_trades_rate@2018 2",
      CASE
        WHEN (
          "t3"."restaurants@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "restaurants_rate@2018 known",
      CASE
        WHEN (
          "t3"."restaurants@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."restaurants@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "restaurants_rate@2018 1",
      CASE
        WHEN (
          "t3"."restaurants@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "restaurants_rate@2018 2",
      CASE
        WHEN (
          "t3"."hotels_campsites@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "hotels_campsites_rate@2018 known",
      CASE
        WHEN (
          "t3"."hotels_campsites@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."hotels_campsites@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "hotels_campsites_rate@2018 1",
      CASE
        WHEN (
          "t3"."hotels_campsites@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "hotels_campsites_rate@2018 2",
      CASE
        WHEN (
          "t3"."cinemas@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "cinemas_rate@2018 known",
      CASE
        WHEN (
          "t3"."cinemas@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."cinemas@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "cinemas_rate@2018 1",
      CASE
        WHEN (
          "t3"."cinemas@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "cinemas_rate@2018 2",
      CASE
        WHEN (
          "t3"."culture_venues@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "culture_venues_rate@2018 known",
      CASE
        WHEN (
          "t3"."culture_venues@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."culture_venues@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "culture_venues_rate@2018 1",
      CASE
        WHEN (
          "t3"."culture_venues@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "culture_venues_rate@2018 2",
      CASE
        WHEN (
          "t3"."sports_halls@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "sports_halls_rate@2018 known",
      CASE
        WHEN (
          "t3"."sports_halls@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."sports_halls@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "sports_halls_rate@2018 1",
      CASE
        WHEN (
          "t3"."sports_halls@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "sports_halls_rate@2018 2",
      CASE
        WHEN (
          "t3"."swimming_pools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "swimming_pools_rate@2018 known",
      CASE
        WHEN (
          "t3"."swimming_pools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."swimming_pools@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "swimming_pools_rate@2018 1",
      CASE
        WHEN (
          "t3"."swimming_pools@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "swimming_pools_rate@2018 2",
      CASE
        WHEN (
          "t3"."fuel_stations@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "fuel_stations_rate@2018 known",
      CASE
        WHEN (
          "t3"."fuel_stations@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."fuel_stations@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "fuel_stations_rate@2018 1",
      CASE
        WHEN (
          "t3"."fuel_stations@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."population@insee_comparateur-2018" IS NOT NULL
        )
        THEN "t3"."population@insee_comparateur-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "fuel_stations_rate@2018 2",
      CASE
        WHEN (
          "t3"."communes_with_doctor@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "communes_with_doctor@2018 known",
      CASE
        WHEN (
          "t3"."communes_with_doctor@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes_with_doctor@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_doctor@2018 1",
      CASE
        WHEN (
          "t3"."communes_with_doctor@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_doctor@2018 2",
      CASE
        WHEN (
          "t3"."communes_with_food@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "communes_with_food@2018 known",
      CASE
        WHEN (
          "t3"."communes_with_food@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes_with_food@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_food@2018 1",
      CASE
        WHEN (
          "t3"."communes_with_food@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_food@2018 2",
      CASE
        WHEN (
          "t3"."communes_with_school@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "communes_with_school@2018 known",
      CASE
        WHEN (
          "t3"."communes_with_school@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes_with_school@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_school@2018 1",
      CASE
        WHEN (
          "t3"."communes_with_school@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_school@2018 2",
      CASE
        WHEN (
          "t3"."communes_with_post@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "communes_with_post@2018 known",
      CASE
        WHEN (
          "t3"."communes_with_post@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes_with_post@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_post@2018 1",
      CASE
        WHEN (
          "t3"."communes_with_post@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_post@2018 2",
      CASE
        WHEN (
          "t3"."communes_with_station@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN 1
        ELSE 0
      END AS "communes_with_station@2018 known",
      CASE
        WHEN (
          "t3"."communes_with_station@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes_with_station@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_station@2018 1",
      CASE
        WHEN (
          "t3"."communes_with_station@insee_bpe-2018" IS NOT NULL
        )
        AND (
          "t3"."communes@insee_bpe-2018" IS NOT NULL
        )
        THEN "t3"."communes@insee_bpe-2018"
        ELSE CAST(NULL AS DOUBLE)
      END AS "communes_with_station@2018 2"
    FROM "composition" AS "t2"
    LEFT OUTER JOIN "counts" AS "t3"
      ON "t2"."code" = "t3"."code"
  ) AS "t4"
  GROUP BY
    1
) AS "t5"